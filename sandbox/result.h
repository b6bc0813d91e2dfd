// result.h — the one error type of the project and its Result<T>.
#pragma once

#include <boost/outcome/basic_result.hpp>
#include <boost/outcome/policy/terminate.hpp>
#include <boost/outcome/success_failure.hpp>
#include <boost/outcome/try.hpp>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace sandbox {

namespace outcome = BOOST_OUTCOME_V2_NAMESPACE;

/// A grader's fault: what failed and why. Never a student's fault: those are data.
struct Error {
  std::error_code code;  ///< what the kernel said
  std::string doing;     ///< what we were doing: "mount proc on /proc"

  std::string text() const { return code ? doing + ": " + code.message() : doing; }
};

template <class T>
using Result = outcome::basic_result<T, Error, outcome::policy::terminate>;

/// The current errno with what was being done.
inline Error last_error(std::string doing) {
  return Error{std::error_code(errno, std::generic_category()), std::move(doing)};
}
inline Error error(int code, std::string doing) {
  return Error{std::error_code(code, std::generic_category()), std::move(doing)};
}
/// A fault that no errno describes: `doing` is the whole sentence.
inline Error fault(std::string sentence) { return Error{{}, std::move(sentence)}; }

}  // namespace sandbox

#define SANDBOX_TRY(...) BOOST_OUTCOME_TRY(__VA_ARGS__)
