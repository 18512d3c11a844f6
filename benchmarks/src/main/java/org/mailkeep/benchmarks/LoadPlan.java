package org.mailkeep.benchmarks;

import java.time.Duration;

/**
 * How a run loads its target.
 *
 * @param connections open at once
 * @param depth questions under way on each connection; closed loop only
 * @param length how long the run is
 * @param rate questions a second in an open loop, whether or not answers come; 0 is a closed loop, in which each answer
 *     lets the next question go
 */
record LoadPlan(int connections, int depth, Duration length, int rate) {

    LoadPlan {
        if (connections < 1 || depth < 1 || rate < 0 || length.isNegative()) {
            throw new IllegalArgumentException("connections, depth, rate and length are not negative");
        }
    }

    boolean isOpenLoop() {
        return rate > 0;
    }
}
