// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What driver and worker say to each other; the property {@code type} tells which it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Run.class, name = "run"),
    @JsonSubTypes.Type(value = Message.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = Message.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Message.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = Message.Ended.class, name = "ended")
})
public sealed interface Message {

    /** The version of the protocol; driver and worker must have the same. */
    int VERSION = 1;

    /**
     * Driver to worker: run this job. One at a time.
     *
     * @param id the trial's id
     * @param directory the trial's directory, absolute
     * @param label what the trial is, for people
     * @param device where to run it
     */
    record Run(String id, String directory, List<String> label, String device) implements Message {

        /** Copies the label. */
        public Run {
            label = List.copyOf(label);
        }
    }

    /** Driver to worker: end the job that runs, keeping what can be kept. */
    record Stop() implements Message {}

    /**
     * Worker to driver: give me jobs.
     *
     * @param version of the protocol
     * @param pid of the worker
     */
    record Ready(int version, long pid) implements Message {}

    /**
     * Worker to driver: a training has come further.
     *
     * @param id the trial's id
     * @param step updates done
     * @param steps updates planned
     * @param nmse error at the last validation; null before the first, since JSON has no NaN
     */
    record Progress(
            String id, long step, long steps, @org.jspecify.annotations.Nullable Double nmse)
            implements Message {}

    /**
     * Worker to driver: a job has ended, its {@code result.json} is there.
     *
     * @param id the trial's id
     */
    record Ended(String id) implements Message {}
}
