# Every dependency is one of Debian's packages; scripts/install-dependencies names them.
find_package(Threads REQUIRED)
find_package(Boost 1.74 CONFIG REQUIRED)  # FindBoost is gone from newer CMake
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SECCOMP REQUIRED IMPORTED_TARGET libseccomp>=2.5)
pkg_check_modules(DW REQUIRED IMPORTED_TARGET libdw>=0.188 libelf)
find_path(VALIJSON_INCLUDE_DIR valijson/validator.hpp REQUIRED)
pkg_check_modules(ARCHIVE REQUIRED IMPORTED_TARGET libarchive>=3.6)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto)
find_package(pugixml 1.12 REQUIRED)
find_program(MSGFMT_PROGRAM msgfmt REQUIRED)
