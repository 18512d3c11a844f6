package org.mailkeep.launcher;

/** One of several processes of a service, with what its test says to it. */
interface Replica extends AutoCloseable {

    PackagedService service();

    @Override
    default void close() {
        service().close();
    }
}
