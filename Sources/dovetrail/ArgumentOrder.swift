/// `dovetrail --root /srv/copy show` means `dovetrail show --root /srv/copy`: options may stand before the verb.
enum ArgumentOrder {
  private static let withValue: [String] = [
    "--root", "--dovecot", "--postfix", "--dovecot-version", "--postfix-version", "--format", "--profiles",
    "--state",
  ]

  static func verbFirst(_ arguments: [String]) -> [String] {
    var leading: [String] = []
    var index = 0
    while index < arguments.count, arguments[index].hasPrefix("--") {
      let argument = arguments[index]
      if withValue.contains(argument), index + 1 < arguments.count {
        leading += arguments[index...(index + 1)]
        index += 2
      } else if let equals = argument.firstIndex(of: "="), withValue.contains(String(argument[..<equals])) {
        leading.append(argument)
        index += 1
      } else if argument == "--show-secrets" || argument == "--force" {
        leading.append(argument)
        index += 1
      } else {
        break
      }
    }
    guard !leading.isEmpty, index < arguments.count, !arguments[index].hasPrefix("-") else { return arguments }
    return [arguments[index]] + leading + arguments[(index + 1)...]
  }
}
