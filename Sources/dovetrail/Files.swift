internal import Planning

/// Plans and patches on the user's disk; every failure is said with its next step and leaves with exit code 5.
enum Files {
  static func write(_ bytes: [UInt8], to path: String, isPrivate: Bool) throws {
    do throws(WriteError) {
      try FileStore.write(bytes, to: path, isPrivate: isPrivate)
    } catch {
      Complaint.error(error.message, nextStep: error.nextStep)
      throw ExitStatus.inputOutput
    }
  }

  static func contents(_ path: String) throws -> [UInt8] {
    do throws(DocumentError) {
      return try FileStore.read(path)
    } catch {
      Complaint.error(error.description, nextStep: error.nextStep)
      throw ExitStatus.inputOutput
    }
  }

  static func plan(_ path: String) throws -> Plan {
    do throws(DocumentError) {
      return try Plan(fileContents: try FileStore.read(path), path: path)
    } catch {
      Complaint.error(error.description, nextStep: error.nextStep)
      throw ExitStatus.inputOutput
    }
  }
}
