package dev.serval.platform.plan.service;

/// Turns a plan into what runs it: Knative's objects, those of plain Kubernetes, or the processes
/// of a laptop.
///
/// @param <T> what a plan is turned into
public interface PlanRenderer<T> {
    /// What runs the plan. The same plan always becomes the same.
    T render(ServicePlan plan);
}
