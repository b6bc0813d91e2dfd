# embed.cmake — writes the bytes of INPUT as a C++ array NAME with its NAMEBytes into OUTPUT.
file(READ ${INPUT} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(SIZE ${INPUT} size)
file(WRITE ${OUTPUT} "#include <cstddef>
namespace grader {
extern const unsigned char ${NAME}[];
extern const std::size_t ${NAME}Bytes;
alignas(8) const unsigned char ${NAME}[] = {${bytes}};
const std::size_t ${NAME}Bytes = ${size};
}  // namespace grader
")
