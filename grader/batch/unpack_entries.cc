// unpack_entries.cc — reads an archive entry by entry and writes what may be written. Runs in the helper.
#include "grader/batch/unpack_entries.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <iconv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <memory>
#include <optional>
#include <vector>

#include "sandbox/fd.h"

namespace grader {
namespace {

using sandbox::Fd;

/// Thrown within this file alone.
struct Wrong { std::string sentence; };
struct Fault { int error; };

struct CloseArchive {
  void operator()(archive* a) const { ::archive_read_free(a); }
};

std::string quoted(const std::string& name) {
  constexpr std::size_t kMost = 80;
  return "'" + (name.size() <= kMost ? name : name.substr(0, kMost) + "…") + "'";
}

std::string name_of(archive_entry* entry) {
  // Raw bytes where there are any; names in another encoding (7z's UTF-16) only as UTF-8.
  const char* name = ::archive_entry_pathname(entry);
  if (name == nullptr) name = ::archive_entry_pathname_utf8(entry);
  if (name == nullptr || *name == '\0') throw Wrong{"holds a file without a readable name: pack it again, with names in Latin letters"};
  return name;
}

/// The parts of a name below the destination. "." and empty parts say nothing.
std::vector<std::string> parts_of(const std::string& name, const UnpackLimits& limits) {
  if (name.front() == '/') throw Wrong{"holds the absolute path " + quoted(name) + ": pack the files by relative paths"};
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    const std::string part = name.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") throw Wrong{"holds a path that leads out of it, " + quoted(name) + ": pack the files without '..'"};
    if (part.size() > 255) throw Wrong{"holds a name of " + std::to_string(part.size()) + " bytes: 255 are allowed"};
    parts.push_back(part);
  }
  if (parts.size() > limits.depth + 1)
    throw Wrong{"holds folders " + std::to_string(parts.size() - 1) + " deep: " + std::to_string(limits.depth) + " are allowed"};
  return parts;
}

bool is_left_out(const std::vector<std::string>& parts) {
  for (const std::string& part : parts)
    if (part.front() == '.' || part == "__MACOSX") return true;
  return parts.empty();
}

class Unpacking {
 public:
  Unpacking(int archive_fd, int folder_fd, const UnpackLimits& limits) : folder_(folder_fd), limits_(limits) { open(archive_fd); }

  void all() {
    for (archive_entry* entry; (entry = next()) != nullptr;) {
      if (++entries_ > limits_.entries) throw Wrong{"holds more than " + std::to_string(limits_.entries) + " entries"};
      one(entry);
    }
    if (files_ == 0) throw Wrong{"holds no file"};
  }

 private:
  void open(int fd) {
    if (!archive_) throw Fault{ENOMEM};
    archive* a = archive_.get();
    // Only what is documented; "all" would also run external programs.
    ::archive_read_support_format_zip(a);
    ::archive_read_support_format_tar(a);
    ::archive_read_support_format_7zip(a);
    ::archive_read_support_format_empty(a);
    ::archive_read_support_filter_gzip(a);
    ::archive_read_support_filter_bzip2(a);
    ::archive_read_support_filter_xz(a);
    ::archive_read_support_filter_zstd(a);
    if (::archive_read_open_fd(a, fd, 64 * 1024) != ARCHIVE_OK)
      throw Wrong{"is no zip, tar or 7z archive, or is damaged" + reason()};
  }

  std::string reason() const {
    const char* text = ::archive_error_string(archive_.get());
    return text ? " (" + std::string(text) + ")" : "";
  }
  [[noreturn]] void damaged() const { throw Wrong{"is damaged" + reason() + ": pack it again"}; }

  archive_entry* next() {
    archive_entry* entry = nullptr;
    const int result = ::archive_read_next_header(archive_.get(), &entry);
    if (result == ARCHIVE_EOF) return nullptr;
    // A warning is most often a name in an unknown encoding: name_of() sees to that.
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) damaged();
    return entry;
  }

  void one(archive_entry* entry) {
    const std::string name = name_of(entry);
    const std::vector<std::string> parts = parts_of(name, limits_);
    if (is_left_out(parts)) return;
    const auto type = ::archive_entry_filetype(entry);
    if (type == AE_IFLNK) throw Wrong{"holds a symbolic link, " + quoted(name) + ": pack the file itself"};
    if (::archive_entry_hardlink(entry) != nullptr) throw Wrong{"holds a hard link, " + quoted(name) + ": pack the file itself"};
    if (type == AE_IFDIR) return;  // made when a file is in it: empty ones would cost time and say nothing
    if (type != AE_IFREG) throw Wrong{"holds a device, FIFO or socket, " + quoted(name) + ": pack sources only"};
    if (::archive_entry_is_encrypted(entry)) throw Wrong{"is encrypted: pack it without a password"};
    if (++files_ > limits_.files) throw Wrong{"holds more than " + std::to_string(limits_.files) + " files"};
    write(parts, name);
  }

  /// Opens the folder of the first `count` parts, making what is missing. Never through a link: there are none.
  Fd folder_for(const std::vector<std::string>& parts, std::size_t count, const std::string& name) {
    Fd folder(::fcntl(folder_, F_DUPFD_CLOEXEC, 0));
    for (std::size_t i = 0; i < count; ++i) {
      if (::mkdirat(folder.get(), parts[i].c_str(), 0755) == 0) {
        if (++folders_ > limits_.folders) throw Wrong{"holds more than " + std::to_string(limits_.folders) + " folders"};
      } else if (errno != EEXIST) {
        fail(name);
      }
      Fd next(::openat(folder.get(), parts[i].c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (!next) fail(name);
      folder = std::move(next);
    }
    return folder;
  }

  void write(const std::vector<std::string>& parts, const std::string& name) {
    const Fd folder = folder_for(parts, parts.size() - 1, name);
    const Fd file(::openat(folder.get(), parts.back().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file) fail(name);
    const void* bytes = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    while (true) {
      const int result = ::archive_read_data_block(archive_.get(), &bytes, &size, &offset);
      if (result == ARCHIVE_EOF) return;
      if (result != ARCHIVE_OK) damaged();
      bytes_ += size;
      // A sparse file is as large as it reaches.
      if (bytes_ > limits_.bytes || offset < 0 || static_cast<std::uint64_t>(offset) > limits_.bytes - size)
        throw Wrong{"unpacks to more than " + std::to_string(limits_.bytes >> 20) + " MB"};
      put(file, static_cast<const char*>(bytes), size, offset);
    }
  }

  static void put(const Fd& file, const char* bytes, std::size_t size, la_int64_t offset) {
    while (size > 0) {
      const ssize_t n = sandbox::retry_eintr([&] { return ::pwrite(file.get(), bytes, size, offset); });
      if (n <= 0) throw Fault{n == 0 ? EIO : errno};
      bytes += n;
      size -= static_cast<std::size_t>(n);
      offset += n;
    }
  }

  /// errno after a call that makes `name`: what only an odd archive can cause is its fault.
  [[noreturn]] static void fail(const std::string& name) {
    if (errno == EEXIST) throw Wrong{"holds " + quoted(name) + " twice"};
    if (errno == ENOTDIR || errno == ELOOP || errno == EISDIR) throw Wrong{"holds " + quoted(name) + " both as a file and as a folder"};
    if (errno == ENAMETOOLONG || errno == EINVAL || errno == EILSEQ) throw Wrong{"holds a name that cannot be a file's, " + quoted(name)};
    throw Fault{errno};
  }

  std::unique_ptr<archive, CloseArchive> archive_{::archive_read_new()};
  int folder_;
  UnpackLimits limits_;
  std::uint64_t bytes_ = 0;
  std::size_t files_ = 0, folders_ = 0, entries_ = 0;
};

}  // namespace

Unpacked unpack_entries(int archive_fd, int folder_fd, const UnpackLimits& limits) {
  try {
    Unpacking(archive_fd, folder_fd, limits).all();
    return {};
  } catch (const Wrong& wrong) {
    return {wrong.sentence, 0};
  } catch (const Fault& fault) {
    return {"", fault.error};
  } catch (const std::bad_alloc&) {
    return {"needs too much memory to unpack: pack it with ordinary settings", 0};
  }
}

void prepare_to_unpack() {
  ::setlocale(LC_CTYPE, "C.UTF-8");
  // Kept open, so that the C library has the converter loaded when 7z's names need it.
  (void)::iconv_open("UTF-8", "UTF-16LE");
}

}  // namespace grader
