// source_name.h — which names the compiler takes for C and C++: the one place that knows them. Pure.
#pragma once

#include <string>

namespace grader {

/// "a.c". Source: "Options Controlling the Kind of Output" in gcc's manual, as for all of these.
bool is_c_name(const std::string& path);
/// "a.cc", "a.cpp", "a.cxx", "a.cp", "a.c++", "a.CPP", "a.C": capitals count, "a.CXX" is for the linker.
bool is_cxx_name(const std::string& path);
bool is_source_name(const std::string& path);
/// "a.h", "a.hpp", …
bool is_header_name(const std::string& path);
/// "a.CXX", "a.Cpp": like a source but for its capitals. The compiler does not take it for one.
bool is_nearly_source_name(const std::string& path);
/// The name as most would write it: "a.C" and "a.CPP" are "a.cpp". Others stay.
std::string with_usual_suffix(const std::string& path);

}  // namespace grader
