// sha256.h — SHA-256 of bytes, in hexadecimal: names of submissions and of cache entries.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace grader {

/// Incremental: update() any number of times, then hex() once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(std::string_view bytes);
  /// With its length in front, so that no two sequences of fields give the same bytes.
  void update_field(std::string_view bytes);
  /// 64 lower-case digits. Ends the computation.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

std::string sha256_hex(std::string_view bytes);

}  // namespace grader
