internal import MailServer
internal import SettingsGraph
internal import SourceText

/// A file for Dovecot 2.4 whose first setting is not `dovecot_config_version`
struct VersionNotStated: Rule {
  let page = RulePage(
    code: "DT1010", title: "The version of the configuration is not stated",
    problem:
      "Dovecot 2.4 wants dovecot_config_version as the first setting, with a version that it knows, and dovecot_storage_version.",
    consequence: "Dovecot does not start.",
    fix: "Write dovecot_config_version and dovecot_storage_version with the installed version at the top.",
    exceptions: "None.", sources: ["doveconf -n of 2.4.1 and 2.4.5"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.diagnosed(
      [
        "dovecot.missing-config-version", "dovecot.bad-config-version", "dovecot.changed-config-version",
        "dovecot.missing-storage-version",
      ], .error)
  }
}
