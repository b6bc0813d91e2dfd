// fuzz.h — what every fuzz target shares: its entry point, and a check that holds in every build.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// A broken promise of the code under test: libFuzzer keeps the input that showed it.
inline void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace fuzz
