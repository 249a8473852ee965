internal import MailServer

extension RestrictionStage {
  /// `reject_unverified_recipient`, or a table or policy service that may know the recipients.
  package var mayCheckRecipients: Bool {
    ["reject_unverified_recipient", "check_policy_service", "check_recipient_access"].contains(where: contains)
  }
}
