package import SettingsGraph

/// A compatibility profile: what somebody's clients need, as wishes on effective settings, never as text edits.
package struct Profile: Sendable {
  package let name: String
  package let title: String
  /// For whom it is, in a sentence or two.
  package let audience: String
  /// What it cannot do for its clients, each as one sentence.
  package let limits: [String]
  package let changes: [ProfileChange]
  /// Where the facts come from.
  package let sources: [String]
}

/// How much a change gives up. The words are part of the profile format.
package enum Risk: String, Sendable, CaseIterable, Comparable {
  case none, low, medium, high

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  package static func < (a: Risk, b: Risk) -> Bool { a.rank < b.rank }
}

/// One wish of a profile with all that a reviewer needs to decide about it.
package struct ProfileChange: Sendable {
  package let id: String
  package let title: String
  package let reason: String
  package let risk: Risk
  /// What becomes weaker, by name.
  package let weakens: [String]
  /// Changes of the same profile without which this one has no effect, or is refused by the daemon.
  package let needs: [String]
  /// A way of lower risk to the same end, where there is one.
  package let alternative: String?
  /// How to see that it works.
  package let verification: String?
  package let wish: Wish
}

/// What a change wants to be true of the effective settings.
package enum Wish: Sendable {
  /// A setting has a value. The first alternative whose version line fits is meant.
  case setting(DaemonName, [SettingWish])
  /// A Postfix list has no such element any more.
  case withoutElement(parameter: String, element: String)
  /// A master.cf entry exists and is in force.
  case service(ServiceWish)
}

/// `disable_plaintext_auth = no`, for the versions of one line.
package struct SettingWish: Sendable {
  package let setting: String
  package let value: String
  /// The major and minor number that a version must begin with, `2.3`; nil for all.
  package let versionLine: String?
  /// The values that the wish replaces; with any other value in effect it does not apply. Empty for all.
  package let replaces: [String]

  init(setting: String, value: String, versionLine: String? = nil, replaces: [String] = []) {
    self.setting = setting
    self.value = value
    self.versionLine = versionLine
    self.replaces = replaces
  }

  package func applies(to version: ProgramVersion) -> Bool {
    guard let versionLine, let line = ProgramVersion(versionLine) else { return true }
    return version[0] == line[0] && version[1] == line[1]
  }
}

/// `submission inet … smtpd -o …`
package struct ServiceWish: Sendable {
  package let name: String
  package let type: String
  package let command: String
  /// `name=value` for a service that has to be written, in this order.
  package let options: [ServiceOptionWish]
  /// What a service that is there already must run with, by its own options or main.cf's.
  package let required: [ServiceOptionWish]
}

/// `-o smtpd_sasl_auth_enable=yes`
package struct ServiceOptionWish: Sendable, Equatable {
  package let name: String
  package let value: String
}
