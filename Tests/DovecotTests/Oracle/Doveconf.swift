import Foundation
import OracleSupport

/// The real doveconf of a Debian root, asked about many small trees in one call: starting a root costs more than a run.
enum Doveconf {
  /// The answers in the order of the trees; each tree stands in `/etc/dovecot/NUMBER`.
  static func answers(
    to trees: [[(name: String, text: String)]], of root: DebianRoot, options: String
  ) async throws -> [RecordedAnswer] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dovetrail-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (index, files) in trees.enumerated() {
      for file in files {
        let path = folder.appendingPathComponent("etc/dovecot/\(index)/\(file.name)")
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try file.text.write(to: path, atomically: true, encoding: .utf8)
      }
    }
    let script = """
      i=0
      while [ -e /etc/dovecot/$i ]; do
        doveconf -c /etc/dovecot/$i/dovecot.conf \(options) >/tmp/out 2>/tmp/err
        printf '%s\\n' "$ doveconf -n" "exit $?" "--- stdout"; cat /tmp/out; echo "--- stderr"; cat /tmp/err
        i=$((i+1))
      done
      """
    let run = try await root.run(["sh", "-c", script], tree: folder.path, seconds: 600)
    return RecordedAnswer.answers(in: run.outputText).map(\.ofFirstProcess)
  }
}
