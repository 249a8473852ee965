internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `permit_sasl_authenticated` in `smtpd_helo_restrictions`: an element put into a list where it stands.
struct AddedElement {
  private let wish: ElementWish
  private let server: MailServer
  private let style: EditStyle

  init(_ wish: ElementWish, _ server: MailServer, _ style: EditStyle) {
    self.wish = wish
    self.server = server
    self.style = style
  }

  var way: WishFulfilment { wish.daemon == .dovecot ? wayInDovecot : wayInPostfix }

  // MARK: - Dovecot

  /// `auth_mechanisms = plain` becomes `auth_mechanisms = plain login`.
  private var wayInDovecot: WishFulfilment {
    var server = server
    guard let setting = try? server.find(SettingQuestion("dovecot:\(wish.setting)")), let dovecot = server.dovecot,
      let resolution = server.resolution(of: setting, in: Context())
    else { return .obstacle("dovecot has no setting \(wish.setting).") }
    let value = dovecot.expandedValue(of: resolution, in: server.graph, files: server.files)
    let text = value?.revealed(in: server.files).text ?? ""
    let elements = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" }).map(String.init)
    if elements.contains(wish.element) { return .alreadyHolds("\(wish.setting) has \(wish.element) already.") }
    let present = elements.isEmpty ? wish.start : elements
    let place = present.firstIndex { wish.before.contains($0) } ?? present.count
    let wished = present[..<place] + [wish.element] + present[place...]
    let whole = SettingWish(
      daemon: wish.daemon, setting: wish.setting, value: wished.joined(separator: " "), versions: wish.versions)
    return SettingFulfilment(whole, server, style).way
  }

  // MARK: - Postfix

  private var wayInPostfix: WishFulfilment {
    guard let postfix = server.postfix, let main = postfix.main, let file = postfix.mainFile else {
      return .obstacle("main.cf could not be read.")
    }
    let edits: [TextEdit]?
    if let entry = main.entries(named: wish.setting.utf8).last, !main.value(of: entry).isEmpty {
      let elements = main.restrictions(of: entry).elements
      if isFulfilled(elements) { return .alreadyHolds("\(wish.setting) has \(wish.element) already.") }
      let anchor = elements.first { element in wish.before.contains { element.isNamed($0) } }
      if anchor == nil, !wish.before.isEmpty { return nothingBefore }
      edits = try? main.inserting(Array(wish.element.utf8), before: anchor, of: entry)
    } else {
      if !wish.before.isEmpty { return nothingBefore }
      let present = wish.start.isEmpty ? defaultElements(postfix) : wish.start
      if isFulfilled(RestrictionList(Array(present.joined(separator: ", ").utf8)[...]).elements), wish.start.isEmpty {
        return .alreadyHolds("\(wish.setting) has \(wish.element) by default.")
      }
      let value = (present + [wish.element]).joined(separator: ", ")
      return PostfixWriting(configuration: postfix, server: server).edits(wish.setting, value)
        .map { .edits($0, notes: []) } ?? .obstacle("No place was found to write \(wish.setting).")
    }
    guard let edits else {
      return .obstacle("\(wish.element) cannot be put into \(wish.setting) without touching the rest of the list.")
    }
    return .edits(edits.map { SourceEdit($0, of: file, in: server) }, notes: notes(postfix))
  }

  /// An element that must stand before others is not missed where none of these stands.
  private var nothingBefore: WishFulfilment {
    .alreadyHolds("\(wish.setting) has none of \(wish.before.joined(separator: ", ")).")
  }

  /// Whether the list has the element before everything that it must stand before.
  private func isFulfilled(_ elements: [RestrictionElement]) -> Bool {
    let wanted = wish.element.split(separator: " ").map(String.init)
    let place = elements.firstIndex { element in
      element.isNamed(wanted.first ?? "") && (wanted.count == 1 || element.argument == wanted.last)
    }
    guard let place else { return false }
    return !elements[..<place].contains { element in wish.before.contains { element.isNamed($0) } }
  }

  private func defaultElements(_ postfix: PostfixConfiguration) -> [String] {
    let value = postfix.values.value(of: Array(wish.setting.utf8)[...])
    return value.map { value in Tokens.split(value[...]).map { value[$0].text } } ?? []
  }

  /// Services that replace the list for themselves are not touched.
  private func notes(_ postfix: PostfixConfiguration) -> [String] {
    postfix.services.filter { $0.isEnabled && $0.options.contains { $0.name == wish.setting } }
      .map { "The service \($0.name) has its own \(wish.setting) in master.cf, which stays." }
  }
}
