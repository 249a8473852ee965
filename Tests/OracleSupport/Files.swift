internal import Glibc

/// A refusal by the operating system, with what it was about.
package struct FileError: Error, CustomStringConvertible {
  package let path: String
  package let code: Int32

  init(_ path: String) {
    self.path = path
    code = errno
  }

  package var description: String { "\(path): error \(code)" }
}

package func readFile(_ path: String) throws(FileError) -> [UInt8] {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw FileError(path) }
  defer { close(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let got = unsafe read(file, &chunk, chunk.count)
    guard got >= 0 else { throw FileError(path) }
    if got == 0 { return bytes }
    bytes += chunk[..<got]
  }
}

package func writeFile(_ path: String, _ bytes: [UInt8]) throws(FileError) {
  let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  guard file >= 0 else { throw FileError(path) }
  defer { close(file) }
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes[written...].withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
    guard count > 0 else { throw FileError(path) }
    written += count
  }
}

/// The regular files below a folder, by their paths in it, in byte order; symbolic links are not followed.
package func filesBelow(_ folder: String) throws(FileError) -> [String] {
  var found: [String] = []
  var pending = [""]
  while let directory = pending.popLast() {
    for name in try names(in: "\(folder)/\(directory)") {
      var status = stat()
      guard unsafe lstat("\(folder)/\(directory)\(name)", &status) == 0 else { throw FileError(name) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: pending.append("\(directory)\(name)/")
      case S_IFREG: found.append(directory + name)
      default: break
      }
    }
  }
  return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

private func names(in directory: String) throws(FileError) -> [String] {
  guard let stream = unsafe opendir(directory) else { throw FileError(directory) }
  defer { unsafe closedir(stream) }
  var names: [String] = []
  while let entry = unsafe readdir(stream) {
    let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
    let name = unsafe String(cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}

/// Removes a directory with all that is in it, even where its directories may not be searched.
func removeTree(_ path: String) {
  unsafe chmod(path, 0o700)
  if let names = try? names(in: path) {
    for name in names {
      var status = stat()
      let entry = "\(path)/\(name)"
      guard unsafe lstat(entry, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR { removeTree(entry) } else { unsafe unlink(entry) }
    }
  }
  unsafe rmdir(path)
}
