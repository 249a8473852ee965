internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `mail_owner = root`, `setgid_group = mial`: accounts that every program refuses when it starts.
///
/// A name that is in no file of the tree is refused only where the system has no other source of accounts
/// (/etc/nsswitch.conf) and the files are there. Equal numbers are told whatever the names (3.5.25 to 3.11.7, run).
struct AccountRefusals {
  struct Refusal: Equatable {
    let parameter: String
    /// Postfix' words behind `fatal: `.
    let words: String
    let explanation: String
  }

  private let users: Accounts
  private let groups: Accounts
  private let file: String
  /// From 3.8 on two accounts of one number are told with the number.
  private let tellsNumbers: Bool

  init(_ tree: ServerTree, directory: TreePath, version: ProgramVersion) {
    users = Accounts("passwd", in: tree)
    groups = Accounts("group", in: tree)
    file = "\(directory)/main.cf"
    tellsNumbers = version >= ProgramVersion(3, 8)
  }

  /// - Parameters: the expanded values; nil where one has none.
  func refusals(owner: String?, privileges: String?, group: String?) -> [Refusal] {
    guard let owner, let privileges, let group else { return [] }
    let single = [
      user("mail_owner", owner, mustBeAlone: true), user("default_privs", privileges, mustBeAlone: false),
      self.group("setgid_group", group),
    ].compactMap { $0 }
    return single.isEmpty ? shared(owner: owner, privileges: privileges, group: group).map { [$0] } ?? [] : single
  }

  private func user(_ parameter: String, _ name: String, mustBeAlone: Bool) -> Refusal? {
    guard let account = users[name] else {
      return users.isComplete
        ? refusal(parameter, "unknown user name value: \(name)", "No user is called \(name).") : nil
    }
    if account.number == 0 {
      return refusal(parameter, "user \(name) has privileged user ID", "The user \(name) has the number of root.")
    }
    if account.group == 0 {
      return refusal(parameter, "user \(name) has privileged group ID", "The group of \(name) is that of root.")
    }
    guard mustBeAlone, let other = users.first(with: account.number), other != name else { return nil }
    return refusal(
      parameter, shared("user", name, other, account.number), "The users \(name) and \(other) have one number.")
  }

  private func group(_ parameter: String, _ name: String) -> Refusal? {
    guard let account = groups[name] else {
      return groups.isComplete ? refusal(parameter, "unknown group name: \(name)", "No group is called \(name).") : nil
    }
    if account.number == 0 {
      return refusal(parameter, "group \(name) has privileged group ID", "The group \(name) has the number of root's.")
    }
    guard let other = groups.first(with: account.number), other != name else { return nil }
    return refusal(
      parameter, shared("group", name, other, account.number), "The groups \(name) and \(other) have one number.")
  }

  private func shared(_ kind: String, _ name: String, _ other: String, _ number: Int) -> String {
    let what = kind == "user" ? "user ID" : "group ID"
    return tellsNumbers
      ? "\(kind) \(name) has the same \(what) \(number) as \(kind) \(other)"
      : "\(kind) \(name) has same \(what) as \(other)"
  }

  private func refusal(_ parameter: String, _ words: String, _ explanation: String) -> Refusal {
    Refusal(parameter: parameter, words: "file \(file): parameter \(parameter): \(words)", explanation: explanation)
  }

  /// The first thing that two of the three have in common.
  private func shared(owner: String, privileges: String, group: String) -> Refusal? {
    let prefix = "file \(file): parameters "
    if owner == privileges {
      return Refusal(
        parameter: "default_privs", words: prefix + "default_privs and mail_owner specify the same user \(owner)",
        explanation: "Commands of users would run with the rights of Postfix itself.")
    }
    guard let own = users[owner], let other = users[privileges] else { return nil }
    let both = "default_privs and mail_owner: users \(privileges) and \(owner) have the same"
    if own.number == other.number {
      return Refusal(
        parameter: "default_privs", words: prefix + "\(both) user ID: \(own.number)",
        explanation: "Commands of users would run with the rights of Postfix itself.")
    }
    if own.group == other.group {
      return Refusal(
        parameter: "default_privs", words: prefix + "\(both) group ID: \(own.group)",
        explanation: "Commands of users would run with the group of Postfix itself.")
    }
    guard let submission = groups[group]?.number else { return nil }
    for (parameter, name, account) in [("default_privs", privileges, other), ("mail_owner", owner, own)]
    where account.group == submission {
      return Refusal(
        parameter: "setgid_group",
        words: prefix + "\(parameter) and setgid_group: user \(name) and group \(group) have the same group ID: "
          + "\(submission)",
        explanation: "The group that hands in mail must be nobody else's.")
    }
    return nil
  }
}

/// The users of /etc/passwd, or the groups of /etc/group.
private struct Accounts {
  struct Account {
    let number: Int
    /// The group of a user.
    let group: Int
  }

  private var byName: [String: Account] = [:]
  private var byNumber: [Int: String] = [:]
  /// Whether a name that is not here is a name of nobody.
  let isComplete: Bool

  init(_ database: String, in tree: ServerTree) {
    guard let bytes = try? tree.read(TreePath("/etc/\(database)")).bytes else {
      isComplete = false
      return
    }
    isComplete = NameService(in: tree).otherSource(of: database) == nil
    for line in bytes.split(separator: ASCII.lineFeed) {
      let fields = line.split(separator: ASCII.colon, omittingEmptySubsequences: false).map(\.text)
      guard fields.count > 2, let number = Int(fields[2]) else { continue }
      let account = Account(number: number, group: fields.count > 3 ? Int(fields[3]) ?? -1 : -1)
      if byName[fields[0]] == nil { byName[fields[0]] = account }
      if byNumber[number] == nil { byNumber[number] = fields[0] }
    }
  }

  subscript(name: String) -> Account? { byName[name] }

  /// The account that the system finds for a number.
  func first(with number: Int) -> String? { byNumber[number] }
}
