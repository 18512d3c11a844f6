package org.mailkeep.platform.ops;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Meters that must not be kept. */
class MeterLimits {

    /**
     * Vert.x labels datagrams with the local port, and each DNS question has a port of its own: the meters would grow
     * without end. What it counts of each read and write of TCP is work on the way of every answer, and says nothing
     * that the meters of the socketmap do not.
     */
    @Produces
    @Singleton
    MeterFilter withoutSockets() {
        return MeterFilter.deny(
                id -> id.getName().startsWith("udp.") || id.getName().startsWith("tcp."));
    }
}
