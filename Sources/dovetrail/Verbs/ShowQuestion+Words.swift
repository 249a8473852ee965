internal import Postfix
internal import SettingsGraph

extension ShowQuestion {
  /// `show --root /srv/copy dovecot ssl`, written in full and without a mistake, read without the argument parser: to
  /// build its tables of options takes longer than to read both daemons' files.
  ///
  /// Nil for everything else: the parser knows shortened forms, help, secrets, and the words for what is wrong.
  init?(plainWords words: [String]) {
    guard words.first == "show" else { return nil }
    self.init()
    var index = 1
    while index < words.count {
      let word = words[index]
      index += 1
      if !word.hasPrefix("-") {
        names.append(word)
      } else if !setFlag(word) {
        guard index < words.count, set(word, to: words[index]) else { return nil }
        index += 1
      }
    }
    let isForNative = style == .native ? daemon != nil : true
    let isForPostconf = isOnlyForPostconf ? style == .native && daemon == .postfix : true
    guard isForNative, isForPostconf else { return nil }
  }

  private mutating func setFlag(_ word: String) -> Bool {
    switch word {
    case "--all": all = true
    case "--expand": expand = true
    case "--services": services = true
    case "--service-options": serviceOptions = true
    default: return false
    }
    return true
  }

  private mutating func set(_ option: String, to value: String) -> Bool {
    guard !value.hasPrefix("-") else { return false }
    switch option {
    case "--root": server.root = value
    case "--dovecot": server.dovecot = value
    case "--postfix": server.postfix = value
    case "--dovecot-version" where ProgramVersion(value) != nil: server.dovecotVersion = value
    case "--postfix-version" where ProgramVersion(value) != nil: server.postfixVersion = value
    case "--protocol": context.protocolName = value
    case "--local": context.localIP = value
    case "--remote": context.remoteIP = value
    case "--local-name": context.localName = value
    case "--service": context.service = value
    case "--format" where value == "text": format = .text
    case "--format" where value == "json": format = .json
    case "--style" where value == "list": style = .list
    case "--style" where value == "native": style = .native
    default: return false
    }
    return true
  }
}
