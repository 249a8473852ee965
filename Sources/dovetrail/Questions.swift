internal import MailServer
internal import SettingsGraph

/// Settings as they are named on the command line.
enum Questions {
  /// - Throws: `ExitStatus.usage` where the name means nothing, after saying what was probably meant.
  static func find(_ text: String, in server: inout MailServer) throws -> SettingID {
    do throws(QuestionError) {
      return try server.find(SettingQuestion(text))
    } catch {
      Complaint.about(server)
      Complaint.error(error.message, nextStep: error.nextStep)
      throw ExitStatus.usage
    }
  }
}
