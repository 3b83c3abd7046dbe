// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.WorkTimes;

/** What driver and worker say to each other; the property {@code type} tells which it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Message.Run.class, name = "run"),
    @JsonSubTypes.Type(value = Message.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = Message.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Message.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = Message.Timed.class, name = "timed"),
    @JsonSubTypes.Type(value = Message.Alive.class, name = "alive"),
    @JsonSubTypes.Type(value = Message.Note.class, name = "note"),
    @JsonSubTypes.Type(value = Message.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Message.Ended.class, name = "ended")
})
public sealed interface Message {

    /** The version of the protocol; driver and worker must have the same. */
    int VERSION = 3;

    /** So that a record stays below its 4 KiB, whatever has to be escaped. */
    int LONGEST_SENTENCE = 500;

    private static String cut(String sentence) {
        return sentence.length() <= LONGEST_SENTENCE
                ? sentence
                : sentence.substring(0, LONGEST_SENTENCE - 3) + "...";
    }

    /**
     * Driver to worker: run this job. One at a time.
     *
     * @param id the trial's id
     * @param directory the trial's directory, absolute
     * @param label what the trial is, for people
     * @param device where to run it
     * @param work what to do
     */
    record Run(String id, String directory, List<String> label, String device, Job.Work work)
            implements Message {

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
     * @param loss the training loss; null if it is not finite, since JSON has no such numbers
     * @param nmse error at the last validation; null before the first
     */
    record Progress(String id, long step, long steps, @Nullable Double loss, @Nullable Double nmse)
            implements Message {}

    /**
     * Worker to driver, about once a second while a job trains: how long its parts took.
     *
     * @param id the trial's id
     * @param times since the last such message
     */
    record Timed(String id, WorkTimes times) implements Message {}

    /**
     * Worker to driver, about once a second while a job runs: I am there.
     *
     * @param id the trial's id
     * @param activity grows with every update and every piece of a measurement; a worker whose
     *     number stands still is stuck
     */
    record Alive(String id, long activity) implements Message {}

    /**
     * Worker to driver: something about a job that a person should know.
     *
     * @param id the trial's id
     * @param sentence what, at most {@value #LONGEST_SENTENCE} characters
     */
    record Note(String id, String sentence) implements Message {

        /** Cuts the sentence. */
        public Note {
            sentence = cut(sentence);
        }
    }

    /**
     * Worker to driver: a job cannot be done here, which says nothing of the trial: its directory
     * cannot be written to, for instance. There is no {@code result.json}.
     *
     * @param id the trial's id
     * @param code what is wrong
     * @param sentence the same for people, at most {@value #LONGEST_SENTENCE} characters
     */
    record Refused(String id, ErrorCode code, String sentence) implements Message {

        /** Cuts the sentence. */
        public Refused {
            sentence = cut(sentence);
        }
    }

    /**
     * Worker to driver: a job has ended, its {@code result.json} is there.
     *
     * @param id the trial's id
     */
    record Ended(String id) implements Message {}
}
