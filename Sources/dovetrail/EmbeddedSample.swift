internal import CEmbedded
internal import Dovecot
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// A server tree that is part of the program, and the questions that it is there for.
struct EmbeddedSample {
  let name: String
  /// What happened, for somebody who sees it for the first time.
  let story: [String]
  /// Log files of the sample, and what picks the telling lines of each.
  let logs: [(path: String, words: [String])]
  /// The settings that the state is told by.
  let shown: [(daemon: DaemonName, names: [String])]
  /// The setting that `why` is asked about.
  let question: String
  let profile: String

  var files: [(path: String, bytes: [UInt8])] {
    unsafe EmbeddedFiles(dovetrail_sample_files).all.map { ("/" + $0.name, $0.bytes) }
  }

  /// The first log line for each of the words.
  var logLines: [String] {
    let files = self.files
    return logs.flatMap { log in
      let lines = files.first { $0.path == log.path }?.bytes.text.split(separator: "\n").map(String.init) ?? []
      return log.words.compactMap { word in lines.first { $0.contains(word) } }
    }
  }

  static let all = [windowsLiveMail]

  static let windowsLiveMail = EmbeddedSample(
    name: "windows-live-mail-2012",
    story: [
      "A site moved from qmail to Postfix and Dovecot, and Windows Live Mail 2012 stopped working. The administrator changed conf.d/10-ssl.conf and conf.d/10-auth.conf, and nothing changed, for hours. The log says:"
    ],
    logs: [
      ("/var/log/dovecot/pop3.log", ["disallowed plaintext auth"]),
      ("/var/log/maillog", ["504 5.5.2", "450 4.7.1", "454 4.7.1"]),
    ],
    shown: [
      (.dovecot, ["ssl", "disable_plaintext_auth"]),
      (.postfix, ["smtpd_helo_required", "smtpd_helo_restrictions"]),
    ],
    question: "ssl",
    profile: "legacy-windows-live-mail")
}
