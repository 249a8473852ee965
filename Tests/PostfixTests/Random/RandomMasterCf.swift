import OracleSupport

/// Random entries of master.cf, with every form of `-o` and now and then a field that is refused.
struct RandomMasterCf {
  private let values: RandomValue

  init(_ values: RandomValue) { self.values = values }

  private static let services = [
    "smtp", "foo", "127.0.0.1:25", "relay", "bar", "corp", "[::1]:submission", ":587", "25", "x", "a.b", "é", "local",
  ]
  private static let commands = [
    "smtpd", "smtp", "pipe", "spawn", "local", "cleanup", "dir/smtpd", "lmtp", "virtual", "error", "discard", "qmgr",
    "bin/pipe", "pipe/", "postscreen",
  ]

  func file(_ generator: inout SplitMix64) -> [UInt8] {
    var text = generator.chance(1, in: 40) ? "  leading unix - - n - - smtp\n" : ""
    for _ in 0..<Int.random(in: 0...4, using: &generator) { text += entry(&generator) }
    if generator.chance(1, in: 20), text.hasSuffix("\n") { text.removeLast() }
    var bytes = Array(text.utf8)
    if generator.chance(1, in: 40) { bytes = bytes.flatMap { $0 == 10 ? [13, 10] : [$0] } }
    if generator.chance(1, in: 60) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      // What `-` makes of the bytes behind its end is chance.
      if bytes[..<place].last != UInt8(ascii: "-") { bytes.insert(0, at: place) }
    }
    return bytes
  }

  private func entry(_ generator: inout SplitMix64) -> String {
    var text = fields(&generator).joined(separator: generator.pick([" ", "\t", "  ", "\n  "]))
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      text += generator.pick([" ", " ", "\n  ", "\n#x\n  ", "\n\n\t", "\r\n "]) + argument(&generator)
    }
    text += "\n"
    if generator.chance(1, in: 12) { text += generator.pick(["# comment\n", "\n", "#  -o foo=bar\n", "  # x\n"]) }
    if generator.chance(1, in: 80) { text += "short line\n" }
    return text
  }

  private func fields(_ generator: inout SplitMix64) -> [String] {
    let type = generator.pick(["inet", "unix", "unix", "fifo", "pass", "unix-dgram"])
    var fields = [
      generator.pick(Self.services), type, generator.pick(["n", "-", "y"]), generator.pick(["-", "n", "y"]),
      generator.pick(["n", "-", "y"]), generator.pick(["-", "0", "60?", "300"]), generator.pick(["-", "0", "5"]),
      generator.pick(Self.commands),
    ]
    if generator.chance(1, in: 60) {
      let wrong = generator.pick(["", "q", "tcp", "?", "-1", "1x", "yn", "{a", "é", "Y"])
      fields[Int.random(in: 1..<8, using: &generator)] = wrong
    }
    return fields
  }

  private func argument(_ generator: inout SplitMix64) -> String {
    let name = values.name(&generator).filter { $0 != " " }
    let word = ["process_name", "service_name", "process_id"].contains(name) ? "a" : values.plainWord(&generator)
    switch Int.random(in: 0..<24, using: &generator) {
    case 0, 1: return "-o { \(name) = \(values.value(of: name, &generator)) }"
    case 2: return "-o{\(name)=\(word)}"
    case 3: return "-o\(name)=\(word)"
    case 4: return "-v"
    case 5: return "-vo \(name)=\(word)"
    case 6: return "flags=R"
    // A mere `-` makes postconf read behind the end of it: what it prints then is chance.
    case 7: return generator.pick(["--", "-o", "-vv", "-ovo", "-stuffozz", "user=x", "argv=/x ${recipient}", "-D"])
    case 8 where generator.chance(1, in: 3): return "-o \(name) = \(word)"
    case 9 where generator.chance(1, in: 3): return "-o {\(name)}"
    case 10 where generator.chance(1, in: 3): return "-o {\(name)=\(word)}x"
    case 11 where generator.chance(1, in: 3): return "-o {\(name)=\(word)"
    case 12 where generator.chance(1, in: 2): return "{ \(word) \(word) }"
    case 13 where generator.chance(1, in: 2): return "-o =\(word)"
    case 14: return "-o \(name)="
    case 15: return "-o {\(name)=\(word),\n  \(word) }"
    case 16: return "-o {}"
    default: return "-o \(name)=\(word)"
    }
  }
}
