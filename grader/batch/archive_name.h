// archive_name.h — which files are archives, by their names. Pure.
#pragma once

#include <string>

namespace grader {

/// ".tar.gz" of "ivanov.tar.gz", as written there; empty when the name does not end like an archive that is read here
/// (zip, tar with or without compression, 7z).
std::string archive_suffix(const std::string& name);

/// The same for archives that are recognised but not read (".rar"): their students are told so, and not left out.
std::string unread_archive_suffix(const std::string& name);

}  // namespace grader
