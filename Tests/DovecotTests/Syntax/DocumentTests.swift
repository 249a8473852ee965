import Foundation
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("A document")
struct DocumentTests {
  static let versions = [
    ProgramVersion(2, 3, 13), ProgramVersion(2, 3, 19), ProgramVersion(2, 4, 1), ProgramVersion(2, 4, 5),
  ]

  @Test("prints the bytes it was read from, whatever they are", arguments: versions)
  func losslessOnRandomBytes(version: ProgramVersion) {
    let seed: UInt64 = 20_261_124
    print("seed \(seed)")
    var random = SplitMix(state: seed)
    let alphabet = Array("ab =\"'\\#{}<$!@\n\r\t\0\u{FF}_%".utf8) + [0x0B, 0xFE]
    for _ in 0..<2_000 {
      let bytes = (0..<random.below(200)).map { _ in alphabet[random.below(alphabet.count)] }
      #expect(Self.printed(bytes, version) == bytes, "\(bytes)")
    }
  }

  @Test("prints every file of the corpora as it is", arguments: versions)
  func losslessOnCorpora(version: ProgramVersion) throws {
    var count = 0
    for kind in ["dovecot23", "dovecot24"] {
      for path in SharedMaterial.cases(in: "corpus/\(kind)") {
        let files = FileManager.default.enumerator(atPath: path + "/root")?.compactMap { $0 as? String } ?? []
        for file in files {
          guard let bytes = SharedMaterial.bytes(of: "\(path)/root/\(file)") else { continue }
          count += 1
          #expect(Self.printed(bytes, version) == bytes, "\(path)/\(file)")
        }
      }
    }
    print("\(count) files printed as they were read")
  }

  private static func printed(_ bytes: [UInt8], _ version: ProgramVersion) -> [UInt8] {
    let document = Document(reading: bytes, as: FileID(rawValue: 0), rules: LexicalRules(version))
    var printed: [UInt8] = []
    document.write(to: &printed)
    return printed
  }

  @Test("takes a hundred thousand open blocks and one very long line in its stride")
  func staysLinear() {
    let nested = String(repeating: "service a {\n", count: 100_000)
    let reading = Reading(nested)
    #expect(reading.configuration.diagnostics.contains { $0.code == "dovecot.unterminated-section" })
    let lines = "dovecot_config_version = 2.4.1\n" + String(repeating: "ssl_server {\n", count: 100_000)
    let new = Reading(lines, version: ProgramVersion(2, 4, 1))
    #expect(new.configuration.diagnostics.contains { $0.code == "dovecot.too-deep" })
    let long = Reading("mail_home = " + String(repeating: "x", count: 4_000_000))
    #expect(long.value(of: "mail_home")?.utf8.count == 4_000_000)
  }
}

/// Small random numbers that are the same on every machine.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
