internal import Glibc

/// A directory with files for one test; it goes when the last reference goes.
package final class TemporaryTree: Sendable {
  package let path: String

  package init() throws(FileError) {
    var template = Array("\(environment("TMPDIR") ?? "/tmp")/dovetrail.XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw FileError("mkdtemp") }
    path = template.dropLast().map { Character(Unicode.Scalar(UInt8(bitPattern: $0))) }.reduce(into: "") {
      $0.append($1)
    }
    // mkdtemp makes it private; programs that run as another user must be able to look in.
    guard unsafe chmod(path, 0o755) == 0 else { throw FileError(path) }
  }

  deinit { removeTree(path) }

  /// Writes `etc/postfix/main.cf`, with the directories above it.
  @discardableResult
  package func write(_ name: String, _ bytes: some Collection<UInt8>, mode: UInt32 = 0o644) throws(FileError) -> Self {
    let file = try place(name)
    try writeFile(file, Array(bytes))
    guard unsafe chmod(file, mode) == 0 else { throw FileError(file) }
    return self
  }

  @discardableResult
  package func write(_ name: String, _ text: String, mode: UInt32 = 0o644) throws(FileError) -> Self {
    try write(name, text.utf8, mode: mode)
  }

  @discardableResult
  package func link(_ name: String, to target: String) throws(FileError) -> Self {
    let link = try place(name)
    guard unsafe symlink(target, link) == 0 else { throw FileError(link) }
    return self
  }

  @discardableResult
  package func directory(_ name: String, mode: UInt32 = 0o755) throws(FileError) -> Self {
    let directory = try place(name)
    guard unsafe mkdir(directory, mode) == 0 || errno == EEXIST, unsafe chmod(directory, mode) == 0 else {
      throw FileError(directory)
    }
    return self
  }

  /// Copies a whole directory, such as a sample, into the tree.
  @discardableResult
  package func copy(_ folder: String) async throws -> Self {
    let run = try await ProgramRun.of(["cp", "-R", "--preserve=mode,timestamps,links", "\(folder)/.", path])
    guard run.isSuccess else { throw FileError(folder) }
    return self
  }

  package func read(_ name: String) throws(FileError) -> [UInt8] { try readFile("\(path)/\(name)") }

  /// The path of `name`, with every directory above it made.
  private func place(_ name: String) throws(FileError) -> String {
    var directory = path
    for component in name.split(separator: "/").dropLast() {
      directory += "/\(component)"
      guard unsafe mkdir(directory, 0o755) == 0 || errno == EEXIST else { throw FileError(directory) }
    }
    return "\(path)/\(name)"
  }
}
