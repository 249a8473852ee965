import Audit
import Testing

@Suite("MessagesLargerThanMailboxes")
struct MessagesLargerThanMailboxesTests {
  @Test(
    "a message larger than a mailbox",
    arguments: [
      "message_size_limit = 100000000", "mailbox_size_limit = 1000000",
      "message_size_limit = 60000000\nmailbox_size_limit = 0\nvirtual_mailbox_domains = a.example",
    ])
  func bad(main: String) { #expect(AuditedTree(main: main).finds("DT0609")) }

  @Test(
    "no limit, a higher one, or another program that delivers is right",
    arguments: [
      "", "message_size_limit = 100000000\nmailbox_size_limit = 0",
      "message_size_limit = 60000000\nmailbox_size_limit = 0\nvirtual_mailbox_domains = a.example\nvirtual_transport = lmtp:unix:x",
    ])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0609")) }
}
