# The .deb and .rpm packages, for CPack.

set(CPACK_PACKAGE_NAME dataflow)
set(CPACK_PACKAGE_VENDOR "The dataflow-agent authors")
set(CPACK_PACKAGE_CONTACT "The dataflow-agent authors <dataflow-agent@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Children's social care records, from councils to the DfE")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
# Every file gets the date of the commit, so that two builds give the same bytes.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/same_dates.cmake)

set(CPACK_COMPONENTS_ALL agent receiver)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_COMPONENT_AGENT_DESCRIPTION "Reads a council's case management system, builds each child's document in the
national standard, and delivers what changed, signed, over HTTPS.")
set(CPACK_COMPONENT_RECEIVER_DESCRIPTION "Receives what dataflow-agent delivers, by the contract that the DfE published:
for rehearsals, for tests, and for whoever runs the central side.")

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_AGENT_PACKAGE_NAME dataflow-agent)
set(CPACK_DEBIAN_RECEIVER_PACKAGE_NAME dataflow-receiver)
# The time zones of the schedule, the authorities of TLS, and what makes the account.
set(CPACK_DEBIAN_AGENT_PACKAGE_DEPENDS
    "ca-certificates, tzdata, systemd | systemd-standalone-sysusers | systemd-sysusers")
set(CPACK_DEBIAN_AGENT_PACKAGE_SUGGESTS "odbc-postgresql, tdsodbc, odbc-mariadb, pcscd, opensc")
set(debian ${CMAKE_CURRENT_SOURCE_DIR}/debian)
set(CPACK_DEBIAN_AGENT_PACKAGE_CONTROL_EXTRA ${debian}/preinst ${debian}/postinst ${debian}/prerm
    ${debian}/postrm)

set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE MIT)
set(CPACK_RPM_PACKAGE_AUTOREQ ON)
set(CPACK_RPM_AGENT_PACKAGE_NAME dataflow-agent)
set(CPACK_RPM_RECEIVER_PACKAGE_NAME dataflow-receiver)
set(CPACK_RPM_AGENT_PACKAGE_SUMMARY "Delivers children's social care records to the DfE")
set(CPACK_RPM_RECEIVER_PACKAGE_SUMMARY "Reference endpoint for children's social care records")
set(CPACK_RPM_AGENT_PACKAGE_REQUIRES "ca-certificates, tzdata, systemd")
set(CPACK_RPM_AGENT_PACKAGE_REQUIRES_POST "coreutils, systemd")
set(rpm ${CMAKE_CURRENT_SOURCE_DIR}/rpm)
set(CPACK_RPM_AGENT_POST_INSTALL_SCRIPT_FILE ${rpm}/post.sh)
set(CPACK_RPM_AGENT_PRE_UNINSTALL_SCRIPT_FILE ${rpm}/preun.sh)
set(CPACK_RPM_AGENT_POST_UNINSTALL_SCRIPT_FILE ${rpm}/postun.sh)
# Folders that other packages own.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /usr/lib/systemd /usr/lib/systemd/system /usr/lib/systemd/catalog /usr/lib/sysusers.d /usr/share/man /usr/share/man/man1
    /usr/share/man/man5 /usr/share/bash-completion /usr/share/bash-completion/completions
    /usr/share/doc)
# The same bytes wherever and whenever it is packed.
set(CPACK_RPM_SPEC_MORE_DEFINE "%define _buildhost localhost
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define __os_install_post %{nil}
%define _build_id_links none")

include(CPack)
