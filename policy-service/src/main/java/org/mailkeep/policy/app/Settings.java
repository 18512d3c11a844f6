package org.mailkeep.policy.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.mailkeep.policy.config.SocketmapConfig;

/** Hands parts of the configuration on to {@code api}. */
class Settings {

    @Produces
    @Singleton
    SocketmapSettings socketmap(SocketmapConfig socketmap) {
        return new SocketmapSettings(
                socketmap.host(),
                socketmap.port(),
                socketmap.connections(),
                socketmap.idleTimeout(),
                socketmap.writeTimeout());
    }
}
