package dev.serval.platform.plan.service;

/// What came of planning a service.
public sealed interface PlanResult permits ServicePlan, Refusal {
    /// The service that was planned.
    ServiceId service();
}
