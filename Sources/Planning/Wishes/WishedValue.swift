internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_banner = $myhostname ESMTP`: the value that a wish means, as the daemon would use it.
///
/// What is in effect is compared expanded, so what is wished is expanded for the same place. Dovecot's values have no
/// such names in a wish: 2.3 and 2.4 write them differently.
struct WishedValue {
  let text: String

  init(_ written: String, in place: Resolution, of daemon: DaemonName, on server: MailServer) {
    guard daemon == .postfix, written.contains("$"), let postfix = server.postfix else {
      text = written
      return
    }
    let wished = Resolution(
      setting: place.setting, context: place.context, winner: place.winner, beaten: [],
      value: SettingValue(Array(written.utf8)))
    let value = postfix.expandedValue(of: wished, in: server.graph, files: server.files)
    text = value?.revealed(in: server.files).text ?? written
  }
}
