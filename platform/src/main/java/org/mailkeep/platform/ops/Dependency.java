package org.mailkeep.platform.ops;

import org.eclipse.microprofile.health.HealthCheckResponse;

/** What readiness says of something that a service works with and can do without for a while. */
public final class Dependency {

    private Dependency() {}

    /**
     * Up either way, since a replica that is not ready gets no work.
     *
     * @param note what does not work while it is not available
     */
    public static HealthCheckResponse respond(String name, boolean available, String note) {
        var response = HealthCheckResponse.named(name).up().withData("available", available);
        return available ? response.build() : response.withData("note", note).build();
    }
}
