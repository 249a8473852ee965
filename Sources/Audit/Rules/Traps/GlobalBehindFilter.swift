internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `protocol imap { mail_plugins = … }` and, further down, a global `mail_plugins = …`
struct GlobalBehindFilter: Rule {
  let page = RulePage(
    code: "DT1215", title: "A global value does not reach into a block above it",
    problem: "A setting is written in a block for a protocol, network or name, and later outside of all blocks.",
    consequence: "The block keeps its own value, although the global line is read later.",
    fix: "Move the global line above the block, or change the value in the block.",
    exceptions: "The block is meant to differ: then move the global line up, and the message goes.",
    sources: [
      "doveconf: Global setting won't change the setting inside an earlier filter", "run with 2.3.19.1 and 2.4.1",
    ])

  func findings(on server: AuditedServer) -> [Finding] { server.diagnosed(["dovecot.later-global"], .warning) }
}
