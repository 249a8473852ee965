internal import CEmbedded
internal import OracleSupport
internal import Testing

@Suite struct EmbeddedSampleTests {
  @Test("the embedded sample is the folder, file by file and byte by byte")
  func embeddedIsTheFolder() throws {
    let folder = "\(packageFolder)/Samples/windows-live-mail-2012"
    let list = unsafe dovetrail_sample_files
    let files = unsafe UnsafeBufferPointer(start: list.files, count: list.count)
    let names = unsafe files.map { unsafe String(cString: $0.name) }
    #expect(try names == filesBelow(folder))
    let contents = unsafe files.map { unsafe Array(UnsafeBufferPointer(start: $0.bytes, count: $0.count)) }
    for (name, bytes) in zip(names, contents) {
      #expect(try bytes == readFile("\(folder)/\(name)"), "\(name)")
    }
  }
}
