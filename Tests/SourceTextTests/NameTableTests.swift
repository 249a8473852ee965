internal import OracleSupport
internal import SourceText
internal import Testing

@Suite struct NameTableTests {
  @Test("a name has one number, and the number its bytes")
  func oneNumber() {
    var table = NameTable()
    let ssl = table.intern("ssl".utf8)
    let empty = table.intern([])
    #expect(table.intern("ssl".utf8) == ssl)
    #expect(table.intern([UInt8]()) == empty)
    #expect(ssl != empty)
    #expect(table.count == 2)
    #expect(table.text(of: ssl) == "ssl")
    #expect(table[empty].isEmpty)
    #expect(table.find("ssl".utf8) == ssl)
    #expect(table.find("SSL".utf8) == nil)
    #expect(table.count == 2)
  }

  @Test("any bytes are a name, and thousands of them keep their numbers while the table grows")
  func likeADictionary() {
    var generator = SplitMix64(seed: propertySeed(0x7AB1E))
    var table = NameTable()
    var reference: [[UInt8]: NameID] = [:]
    for _ in 0..<propertyCount(20_000) {
      let name = generator.bytes(Int.random(in: 0...3, using: &generator), from: Array("abcdefgh_".utf8) + [0, 0xFF])
      #expect(table.find(name) == reference[name])
      reference[name] = table.intern(name)
    }
    #expect(table.count == reference.count)
    #expect(Set(reference.values).count == reference.count)
    for (name, id) in reference { #expect(table[id].elementsEqual(name)) }
  }

  /// FNV over names that differ in their last bytes only is what a table of parameters looks like.
  @Test("a hundred thousand similar names take no more than a moment", .timeLimit(.minutes(1)))
  func similarNames() {
    var table = NameTable()
    for number in 0..<100_000 { _ = table.intern("transport_\(number)_destination_rate_delay".utf8) }
    #expect(table.count == 100_000)
  }
}
