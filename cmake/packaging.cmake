# packaging.cmake — what is installed beside the command, and the Debian package of it all (cpack, in the build folder).

# Completions and manual pages say what the command itself says of its options.
set(MADE ${CMAKE_BINARY_DIR}/installed)
file(MAKE_DIRECTORY ${MADE})
set(MADE_FILES)

function(made_by_grader file folder words)
  add_custom_command(OUTPUT ${MADE}/${file} COMMAND grader ${words} > ${MADE}/${file} DEPENDS grader ${ARGN} VERBATIM)
  install(FILES ${MADE}/${file} DESTINATION ${folder})
  set(MADE_FILES ${MADE_FILES} ${MADE}/${file} PARENT_SCOPE)
endfunction()

made_by_grader(grader ${CMAKE_INSTALL_DATADIR}/bash-completion/completions "completion;bash")
made_by_grader(_grader ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions "completion;zsh")
made_by_grader(grader.fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d "completion;fish")
foreach(schema task verdict)
  made_by_grader(${schema}.schema.json ${CMAKE_INSTALL_DATADIR}/grader/schemas "schema;${schema}")
endforeach()
file(GLOB MANUAL CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/man/*.1.in)
foreach(page ${MANUAL})
  get_filename_component(name ${page} NAME_WLE)  # grader-check.1
  made_by_grader(${name} ${CMAKE_INSTALL_MANDIR}/man1 "manual;${page}" ${page})
endforeach()
add_custom_target(installed ALL DEPENDS ${MADE_FILES})

install(DIRECTORY tasks/ DESTINATION ${CMAKE_INSTALL_DATADIR}/grader/tasks)
install(DIRECTORY reference/ DESTINATION ${CMAKE_INSTALL_DATADIR}/grader/reference)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME grader)
set(CPACK_PACKAGE_VENDOR "")
set(CPACK_PACKAGE_CONTACT "The grader's maintainers <grader@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Students' programs are compiled with these; clang is used where a task or the machine asks for it.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "gcc, g++, make")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "clang, graphviz")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Compiles students' C and C++ programs, runs them as several processes in a
sandbox beside reference programs, and says what is wrong with them: proved
deadlocks, zombies, leaked IPC objects, crashes, wrong output. The verdict is
text for people and JSON for machines, or a report for a judge or a CI system.")
include(CPack)
