package import SettingsGraph

extension Profile {
  /// Changes that no file of a profile asks for, such as the fixes of an audit.
  package init(named name: String, title: String, changes: [ProfileChange]) {
    self.init(
      name: name, title: title, audience: "", limits: [], parameters: [], grades: [], withoutGrade: nil,
      changes: changes, sources: [])
  }
}

extension ProfileChange {
  package init(
    id: String, title: String, reason: String, risk: Risk, affects: String?, verification: String?, wishes: [Wish]
  ) {
    self.init(
      id: id, title: title, reason: reason, risk: risk, weakens: [], affects: affects, needs: [], alternative: nil,
      verification: verification, grades: [], condition: nil, expires: nil, wishes: wishes)
  }
}

extension Wish {
  /// `setting = value`; with a service of master.cf, as its `-o` option.
  package static func set(_ setting: String, of daemon: DaemonName, to value: String, service: String?) -> Wish {
    var scope = WishScope()
    scope.service = service
    return .setting(SettingWish(daemon: daemon, setting: setting, value: value, scope: scope))
  }

  /// A list of Postfix' with an element before others.
  package static func add(_ element: String, to parameter: String, before others: [String]) -> Wish {
    .element(elementWish(element, parameter, before: others))
  }

  /// A list of Postfix' without an element.
  package static func remove(_ element: String, from parameter: String) -> Wish {
    .withoutElement(elementWish(element, parameter, before: []))
  }

  private static func elementWish(_ element: String, _ parameter: String, before others: [String]) -> ElementWish {
    ElementWish(
      daemon: DaemonName(rawValue: "postfix"), setting: parameter, element: element, versions: .all, before: others,
      start: [])
  }
}
