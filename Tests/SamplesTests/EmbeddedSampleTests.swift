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
    for unsafe (name, file) in unsafe zip(names, files) {
      let bytes = unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
      #expect(try bytes == readFile("\(folder)/\(name)"), "\(name)")
    }
  }
}
