// An Event is one kind of thing that the log tells of, under a name and a number that stay.
#pragma once

#include <cstdint>
#include <string_view>

namespace dataflow {

/// What monitoring knows a line of the log by. Neither the number nor the name is ever given to
/// something else: rules in other systems hang on them. docs/runbook.md says what to do about each.
struct Event {
  std::uint16_t id = 0;  ///< the event id in the journal and in the Windows Event Log
  std::string_view name;
};

/// Every event there is. The first digit is the part it comes from.
namespace events {

// The service.
inline constexpr Event kServiceStarted{100, "service.started"};
inline constexpr Event kServiceStopping{101, "service.stopping"};
inline constexpr Event kServiceStopped{102, "service.stopped"};
inline constexpr Event kServiceGaveUp{103, "service.gave_up"};
inline constexpr Event kServiceStuck{104, "service.stuck"};
inline constexpr Event kServiceUnheard{105, "service.unheard"};
inline constexpr Event kServiceBroken{106, "service.broken"};
inline constexpr Event kSettingsTaken{110, "settings.taken"};
inline constexpr Event kSettingsRefused{111, "settings.refused"};
inline constexpr Event kSettingsFault{112, "settings.fault"};
inline constexpr Event kScheduleFailed{120, "schedule.failed"};
inline constexpr Event kScheduleMissed{121, "schedule.missed"};
inline constexpr Event kHeartbeatFailed{130, "heartbeat.failed"};
inline constexpr Event kMetricsFailed{131, "metrics.failed"};
inline constexpr Event kMetricsUnread{132, "metrics.unread"};

// The source.
inline constexpr Event kSourceFile{200, "source.file"};
inline constexpr Event kSourceRecognised{201, "source.recognised"};
inline constexpr Event kSourceDoubted{202, "source.doubted"};
inline constexpr Event kMappingFault{210, "mapping.fault"};
inline constexpr Event kCorrectionsFault{211, "corrections.fault"};

// Intake.
inline constexpr Event kBuildDone{300, "build.done"};
inline constexpr Event kIntakeSettled{301, "intake.settled"};
inline constexpr Event kIntakeWaits{302, "intake.waits"};
inline constexpr Event kIntakeFailed{303, "intake.failed"};
inline constexpr Event kIntakePaused{304, "intake.paused"};
inline constexpr Event kBrakeAlarm{310, "brake.alarm"};
inline constexpr Event kBrakeHeld{311, "brake.held"};

// Dispatch.
inline constexpr Event kDeliveryAccepted{400, "delivery.accepted"};
inline constexpr Event kDeliveryRefused{401, "delivery.refused"};
inline constexpr Event kChildSetAside{402, "child.set_aside"};
inline constexpr Event kDispatchPaused{410, "dispatch.paused"};
inline constexpr Event kDispatchStopped{411, "dispatch.stopped"};
inline constexpr Event kDispatchFailed{412, "dispatch.failed"};

// The ledger.
inline constexpr Event kAuditSealed{500, "audit.sealed"};
inline constexpr Event kAuditNotSealed{501, "audit.not_sealed"};
inline constexpr Event kRetentionErased{510, "retention.erased"};
inline constexpr Event kRetentionFailed{511, "retention.failed"};

// The receiver, which is another program.
inline constexpr Event kServerListening{900, "server.listening"};
inline constexpr Event kServerStopping{901, "server.stopping"};
inline constexpr Event kServerStopped{902, "server.stopped"};
inline constexpr Event kRequest{910, "request"};
inline constexpr Event kFaultMade{911, "fault"};
inline constexpr Event kConnectionRefused{912, "connection.refused"};
inline constexpr Event kConnectionFailed{913, "connection.failed"};
inline constexpr Event kStoreFailed{920, "store.failed"};
inline constexpr Event kResponseUnsigned{921, "response.unsigned"};

}  // namespace events

}  // namespace dataflow
