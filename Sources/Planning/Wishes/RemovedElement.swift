internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_helo_restrictions` without `reject_non_fqdn_helo_hostname`: an element commented out where it stands.
struct RemovedElement {
  private let element: String
  private let parameter: String
  private let server: MailServer

  init(_ wish: ElementWish, _ server: MailServer) {
    element = wish.element
    parameter = wish.setting
    self.server = server
  }

  var way: WishFulfilment {
    guard let postfix = server.postfix else { return .doesNotApply("The tree has no configuration of postfix.") }
    guard let main = postfix.main, let file = postfix.mainFile else { return .obstacle("main.cf could not be read.") }
    guard let entry = main.entries(named: parameter.utf8).last else {
      return .alreadyHolds("\(parameter) is not set, so nothing of it is refused.")
    }
    let list = main.restrictions(of: entry)
    let found = list.elements.indices.filter { isMeant(list.elements[$0], after: list.elements[..<$0].last) }
    guard !found.isEmpty else { return absent(from: list, postfix) }
    var edits: [TextEdit] = []
    for index in found {
      guard let edit = try? main.commentingOut(list.elements[index], of: entry) else {
        return .obstacle("\(element) cannot be taken out of \(parameter) without touching the rest of the list.")
      }
      edits += edit
    }
    return .edits(edits.map { SourceEdit($0, of: file, in: server) }, notes: notes(postfix))
  }

  /// The element by this name or an older one. Behind `warn_if_reject` it refuses nobody, and taking it out would turn
  /// the warning on the next element.
  private func isMeant(_ candidate: RestrictionElement, after previous: RestrictionElement?) -> Bool {
    guard previous?.name.lowercased() != "warn_if_reject" else { return false }
    let words = element.split(separator: " ", maxSplits: 1).map(String.init)
    return candidate.isNamed(words.first ?? "") && (words.count == 1 || candidate.argument == words[1])
  }

  /// Not in the list itself: a macro or a restriction class may still bring it in.
  private func absent(from list: RestrictionList, _ postfix: PostfixConfiguration) -> WishFulfilment {
    if let expanded = postfix.values.expandedValue(of: parameter).map({ RestrictionList($0).elements }),
      expanded.indices.contains(where: { isMeant(expanded[$0], after: expanded[..<$0].last) })
    {
      return .obstacle("\(parameter) has \(element) through a $name in its value; change that parameter.")
    }
    return .alreadyHolds("\(parameter) has no \(element).")
  }

  /// Services that replace the list for themselves are not touched.
  private func notes(_ postfix: PostfixConfiguration) -> [String] {
    postfix.services.filter { $0.isEnabled && $0.options.contains { $0.name == parameter } }
      .map { "The service \($0.name) has its own \(parameter) in master.cf, which stays." }
  }
}

extension RestrictionElement {
  /// By its own name or, where that is an old one, by the current name.
  func isNamed(_ name: String) -> Bool {
    if self.name.lowercased() == name { return true }
    guard case .builtIn(let restriction) = kind else { return false }
    return restriction.alias == name
  }
}
