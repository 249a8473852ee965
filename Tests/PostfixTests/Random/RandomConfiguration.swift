import OracleSupport
import Postfix
import SettingsGraph

/// Random main.cf and master.cf: mostly what people write, with every trap of the grammar between.
struct RandomConfiguration {
  private let values: RandomValue
  private let masters: RandomMasterCf

  init(_ version: ProgramVersion) {
    values = RandomValue(version)
    masters = RandomMasterCf(values)
  }

  func pair(_ generator: inout SplitMix64) -> RealPostconf.Pair {
    var pair = RealPostconf.Pair(main: main(&generator), master: masters.file(&generator))
    if generator.chance(1, in: 40) { pair.main += RandomText.bytes(&generator, upTo: 60) }
    if generator.chance(1, in: 40) { pair.master += RandomText.bytes(&generator, upTo: 60) }
    return pair
  }

  private func main(_ generator: inout SplitMix64) -> [UInt8] {
    var text =
      generator.chance(1, in: 30) ? generator.pick(["  leading = x\n", "\tlead\n  more\n", " \n# c\n x=\n"]) : ""
    for _ in 0..<Int.random(in: 0...7, using: &generator) { text += line(&generator) }
    if generator.chance(1, in: 10), text.hasSuffix("\n") { text.removeLast() }
    var bytes = Array(text.utf8)
    if generator.chance(1, in: 25) { bytes = bytes.flatMap { $0 == 10 ? [13, 10] : [$0] } }
    if generator.chance(1, in: 40) { bytes.insert(0, at: Int.random(in: 0...bytes.count, using: &generator)) }
    return bytes
  }

  private func line(_ generator: inout SplitMix64) -> String {
    switch Int.random(in: 0..<60, using: &generator) {
    case 0: return "# comment = x\n"
    case 1: return "\n"
    case 2: return "   swallowed = x\n"
    case 3 where generator.chance(1, in: 4): return "no equals\n"
    case 4: return "foo = \r\n"
    case 5: return "  \t\r\n"
    case 6: return "   # indented comment\n"
    case 7: return "\u{0B}vertical\n"
    case 8: return "\u{0C}form = feed\n"
    case 9 where generator.chance(1, in: 4): return " = no name\n"
    case 10: return "\u{A0}nbsp = x\n"
    default: break
    }
    let name = values.name(&generator)
    let ending = generator.chance(1, in: 30) ? generator.pick([" \n", "\t\n", "\r\n", "\n\n", "\n#\n"]) : "\n"
    return name + generator.pick([" = ", "=", " =", "= ", "\t=\t"]) + values.value(of: name, &generator) + ending
  }
}

extension SplitMix64 {
  mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &self)] }
}
