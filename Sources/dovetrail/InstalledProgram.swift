internal import Dovecot
internal import Postfix
internal import SettingsGraph

/// The installed daemons of a live system, asked for their version where its package database does not tell.
enum InstalledProgram {
  @Sendable
  static func version(of daemon: DaemonName) -> ProgramVersion? {
    let line: String? =
      switch daemon {
      case .dovecot: DaemonProgram("dovecot")?.firstLine(["--version"])
      case .postfix: DaemonProgram("postconf")?.firstLine(["-d", "-h", "mail_version"])
      default: nil
      }
    return line.flatMap { ProgramVersion($0) }
  }
}
