internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `-o smtpd_helo_restrictions=` of one service: a parameter that shall have a value there and nowhere else.
struct ServiceOptionFulfilment {
  private let wish: SettingWish
  private let setting: SettingID
  /// As master.cf calls it.
  private let service: String
  private let server: MailServer

  init(_ wish: SettingWish, _ setting: SettingID, _ service: String, _ server: MailServer) {
    self.wish = wish
    self.setting = setting
    self.service = service
    self.server = server
  }

  var way: WishFulfilment {
    guard let postfix = server.postfix, let master = postfix.master, let file = postfix.masterFile,
      let resolution = server.resolution(of: setting, in: Context(service: service))
    else { return .obstacle("master.cf could not be read.") }
    let value = postfix.expandedValue(of: resolution, in: server.graph, files: server.files)
    let text = value?.revealed(in: server.files)
    let wished = WishedValue(wish.value, in: resolution, of: .postfix, on: server).text
    if let text, ([wished] + wish.accepts).contains(where: { isSame(text, $0) }) {
      return .alreadyHolds("\(wish.setting) of \(service) is \(value?.shown(in: server.files) ?? "") already.")
    }
    if !wish.replaces.isEmpty, !(text.map { text in wish.replaces.contains { isSame(text, $0) } } ?? false) {
      let shown = value?.shown(in: server.files) ?? "not set"
      return .doesNotApply("\(wish.setting) of \(service) is \(shown), which this change leaves alone.")
    }
    if let parameter = ownParameter(resolution),
      let edits = PostfixWriting(configuration: postfix, server: server).edits(parameter, wish.value)
    {
      return .edits(edits, notes: ["\(service) takes it from \(parameter) of main.cf."])
    }
    let option = MasterCf.WrittenOption(name: Array(wish.setting.utf8), value: Array(wish.value.utf8))
    guard let edits = try? master.setting(option, of: service) else {
      return .obstacle("\(wish.setting) cannot be written for \(service).")
    }
    return .edits(edits.map { SourceEdit($0, of: file, in: server) }, notes: [])
  }

  private func isSame(_ text: ArraySlice<UInt8>, _ other: String) -> Bool {
    PostfixValue.isSame(text, other.utf8, of: wish.setting)
  }

  /// `mua_helo_restrictions` of `-o smtpd_helo_restrictions=$mua_helo_restrictions`.
  private func ownParameter(_ resolution: Resolution) -> String? {
    guard let winner = resolution.winner, case .serviceOption = server.graph[winner].origin else { return nil }
    let value = server.graph[winner].value.revealed(in: server.files).text
    guard value.hasPrefix("$mua_"), value.dropFirst().utf8.allSatisfy({ ASCII.isAlphanumeric($0) || $0 == 0x5F })
    else { return nil }
    return String(value.dropFirst())
  }
}
