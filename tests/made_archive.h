// made_archive.h — archives for tests, written by libarchive: good ones, and those that no honest program makes.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace tests {

/// Adds entries to an archive of the kind that its name's suffix says; closed by the destructor.
class MadeArchive {
 public:
  explicit MadeArchive(const std::filesystem::path& file) : archive_(::archive_write_new()) {
    const std::string name = file.filename();
    if (name.ends_with(".zip")) ::archive_write_set_format_zip(archive_);
    else if (name.ends_with(".7z")) ::archive_write_set_format_7zip(archive_);
    else ::archive_write_set_format_pax_restricted(archive_);
    if (name.ends_with("gz")) ::archive_write_add_filter_gzip(archive_);
    if (name.ends_with("xz")) ::archive_write_add_filter_xz(archive_);
    if (name.ends_with("bz2")) ::archive_write_add_filter_bzip2(archive_);
    if (name.ends_with("zst")) ::archive_write_add_filter_zstd(archive_);
    EXPECT_EQ(::archive_write_open_filename(archive_, file.c_str()), ARCHIVE_OK) << ::archive_error_string(archive_);
  }
  ~MadeArchive() {
    EXPECT_EQ(::archive_write_close(archive_), ARCHIVE_OK) << ::archive_error_string(archive_);
    ::archive_write_free(archive_);
  }
  MadeArchive(const MadeArchive&) = delete;
  MadeArchive& operator=(const MadeArchive&) = delete;

  MadeArchive& file(const std::string& name, const std::string& text) {
    archive_entry* entry = begin(name, AE_IFREG);
    ::archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    end(entry, text);
    return *this;
  }
  MadeArchive& folder(const std::string& name) { return special(name, AE_IFDIR); }
  MadeArchive& special(const std::string& name, unsigned type) {
    end(begin(name, type), "");
    return *this;
  }
  MadeArchive& symlink(const std::string& name, const std::string& target) {
    archive_entry* entry = begin(name, AE_IFLNK);
    ::archive_entry_set_symlink(entry, target.c_str());
    end(entry, "");
    return *this;
  }
  MadeArchive& hardlink(const std::string& name, const std::string& target) {
    archive_entry* entry = begin(name, AE_IFREG);
    ::archive_entry_set_hardlink(entry, target.c_str());
    end(entry, "");
    return *this;
  }

 private:
  static archive_entry* begin(const std::string& name, unsigned type) {
    archive_entry* entry = ::archive_entry_new();
    ::archive_entry_set_pathname(entry, name.c_str());
    ::archive_entry_set_filetype(entry, type);
    ::archive_entry_set_perm(entry, 04777);  // nothing of this is to be kept
    return entry;
  }
  void end(archive_entry* entry, const std::string& text) {
    EXPECT_GE(::archive_write_header(archive_, entry), ARCHIVE_WARN) << ::archive_error_string(archive_);
    EXPECT_TRUE(text.empty() || ::archive_write_data(archive_, text.data(), text.size()) >= 0) << ::archive_error_string(archive_);
    ::archive_entry_free(entry);
  }

  archive* archive_;
};

}  // namespace tests
