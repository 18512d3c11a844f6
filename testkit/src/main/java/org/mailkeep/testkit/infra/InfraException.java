package org.mailkeep.testkit.infra;

/** PostgreSQL or Kafka could not be started or stopped; the message is one sentence for whoever runs it. */
public final class InfraException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InfraException(String message, Throwable cause) {
        super(message, cause);
    }

    InfraException(String message) {
        super(message);
    }
}
