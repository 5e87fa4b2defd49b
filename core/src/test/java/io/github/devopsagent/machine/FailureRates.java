package io.github.devopsagent.machine;

import io.github.devopsagent.run.Purpose;

/**
 * How cruel a world is; each a percentage.
 *
 * @param notReady the readiness check finds an error
 * @param gateCloses gate and rules object before the first deploy step
 * @param stepFails an attempt fails; half as often it does not start at all
 * @param runsOn an attempt cannot be ended
 * @param downBefore a health check is down before the deployment
 * @param downAfterDeploy a health check is down after the deployment
 * @param anomaly a health check is down while monitoring
 * @param downAfterRollback a health check is down after a rollback
 * @param flaps a single answer is the opposite of the truth
 * @param crash the agent is killed during an action
 * @param cancel the agent is interrupted during an action
 * @param stuck a health check cannot be ended, or a person gives the run of a killed agent up
 * @param earlier an agent of an earlier version asks the health checks only once before the deployment
 * @param slow an attempt takes all its time, and a dead agent is found late
 */
record FailureRates(
        int notReady,
        int gateCloses,
        int stepFails,
        int runsOn,
        int downBefore,
        int downAfterDeploy,
        int anomaly,
        int downAfterRollback,
        int flaps,
        int crash,
        int cancel,
        int stuck,
        int earlier,
        int slow) {

    int down(Purpose purpose) {
        return switch (purpose) {
            case BASELINE -> downBefore;
            case VERIFY -> downAfterDeploy;
            case MONITOR -> anomaly;
            case VERIFY_ROLLBACK -> downAfterRollback;
        };
    }
}
