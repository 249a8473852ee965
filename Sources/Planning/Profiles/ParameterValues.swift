internal import SettingsGraph
internal import SourceText

/// `{{networks}}` and what stands for it.
package struct ParameterValues: Sendable {
  let texts: [String: [String]]

  subscript(name: String) -> [String]? { texts[name] }

  /// Every change text and wish with its values; a wish for several networks becomes one for each.
  func filling(_ change: ProfileChange) -> ProfileChange {
    ProfileChange(
      id: change.id, title: text(change.title), reason: text(change.reason), risk: change.risk,
      weakens: change.weakens.map(text), affects: change.affects.map(text), needs: change.needs,
      alternative: change.alternative.map(text), verification: change.verification.map(text), grades: change.grades,
      condition: change.condition, expires: change.expires, wishes: change.wishes.flatMap(wishes))
  }

  private func wishes(_ wish: Wish) -> [Wish] {
    switch wish {
    case .setting(let wish): scopes(wish.scope).map { .setting(filling(wish, in: $0)) }
    case .element(let wish): [.element(filling(wish))]
    case .withoutElement(let wish): [.withoutElement(filling(wish))]
    case .service(let wish): [.service(filling(wish))]
    case .closedPort(let wish): [.closedPort(ClosedPortWish(daemon: wish.daemon, port: text(wish.port)))]
    }
  }

  private func scopes(_ scope: WishScope) -> [WishScope] {
    guard let remote = scope.remote else { return [scope] }
    let networks = Template(remote).names.first.flatMap { self[$0] } ?? [remote]
    return networks.map { network in
      var scope = scope
      scope.remote = network
      return scope
    }
  }

  private func filling(_ wish: SettingWish, in scope: WishScope) -> SettingWish {
    var scope = scope
    scope.service = scope.service.map(text)
    return SettingWish(
      daemon: wish.daemon, setting: wish.setting, value: text(wish.value), versions: wish.versions, scope: scope,
      accepts: wish.accepts.map(text), replaces: wish.replaces.map(text), isExplicit: wish.isExplicit)
  }

  private func filling(_ wish: ElementWish) -> ElementWish {
    ElementWish(
      daemon: wish.daemon, setting: wish.setting, element: text(wish.element), versions: wish.versions,
      before: wish.before.map(text), start: wish.start.map(text))
  }

  /// `:465` of an empty address is `465`.
  private func filling(_ wish: ServiceWish) -> ServiceWish {
    let name = text(wish.name)
    func filled(_ option: ServiceOptionWish) -> ServiceOptionWish {
      ServiceOptionWish(name: option.name, value: text(option.value))
    }
    return ServiceWish(
      name: name.hasPrefix(":") ? String(name.dropFirst()) : name, type: wish.type, command: wish.command,
      options: wish.options.map(filled), required: wish.required.map(filled))
  }

  private func text(_ template: String) -> String { Template(template).filled(with: texts) }
}

extension ProfileChange {
  /// The parameters that it mentions, each once.
  var parameterNames: [String] {
    var names: [String] = []
    let texts =
      [title, reason, affects ?? "", alternative ?? "", verification ?? ""] + weakens + wishes.flatMap(\.texts)
    for name in texts.flatMap({ Template($0).names }) where !names.contains(name) { names.append(name) }
    return names
  }
}

extension Wish {
  /// The texts in which `{{name}}` may stand.
  fileprivate var texts: [String] {
    switch self {
    case .setting(let wish):
      [wish.value, wish.scope.remote ?? "", wish.scope.service ?? ""] + wish.accepts + wish.replaces
    case .element(let wish), .withoutElement(let wish): [wish.element] + wish.before + wish.start
    case .closedPort(let wish): [wish.port]
    case .service(let wish): [wish.name] + (wish.options + wish.required).map(\.value)
    }
  }
}

/// `reject clients outside {{networks}}`: text with the names of parameters in it.
struct Template {
  private enum Part {
    case text(String)
    case name(String)
  }

  private let parts: [Part]

  init(_ text: String) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      parts.append(.text(String(rest[..<open.lowerBound])))
      parts.append(.name(rest[open.upperBound..<close.lowerBound].filter { $0 != " " }))
      rest = rest[close.upperBound...]
    }
    parts.append(.text(String(rest)))
    self.parts = parts
  }

  var names: [String] {
    parts.compactMap { part in
      if case .name(let name) = part { return name }
      return nil
    }
  }

  func filled(with values: [String: [String]]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .name(let name): values[name]?.joined(separator: ",") ?? "{{\(name)}}"
      }
    }.joined()
  }
}
