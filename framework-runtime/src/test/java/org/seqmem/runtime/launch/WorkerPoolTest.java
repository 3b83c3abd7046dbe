// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.runtime.trial.worker.Message;

class WorkerPoolTest {

    @TempDir private Path directory;
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger started = new AtomicInteger();
    private final List<Job> jobs = new ArrayList<>();

    private final LaunchListener listener =
            new LaunchListener() {
                @Override
                public void started(Job job, int slot) {
                    events.add("started " + job.id());
                }

                @Override
                public void progressed(Job job, Progress progress) {
                    events.add(job.id() + " at " + progress.step() + ", nmse " + progress.nmse());
                }

                @Override
                public void ended(Job job) {
                    events.add("ended " + job.id());
                }
            };

    @BeforeEach
    void makeJobs() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            jobs.add(new Job(id, Files.createDirectory(directory.resolve(id)), List.of(id)));
        }
    }

    /** A worker in this process that answers a job as it is told to. */
    private static final class Scripted implements Worker {

        private static final Message GONE = new Message.Stop();

        private final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
        private final Consumer<Scripted> onStop;
        private final java.util.function.BiConsumer<Scripted, Message.Run> onJob;

        Scripted(
                java.util.function.BiConsumer<Scripted, Message.Run> onJob,
                Consumer<Scripted> onStop) {
            this.onJob = onJob;
            this.onStop = onStop;
        }

        void say(Message message) {
            answers.add(message);
        }

        void die() {
            answers.add(GONE);
        }

        @Override
        public void send(Message message) {
            if (message instanceof Message.Run job) {
                onJob.accept(this, job);
            } else {
                onStop.accept(this);
            }
        }

        @Override
        public Optional<Message> next() {
            try {
                Message message = answers.take();
                return message == GONE ? Optional.empty() : Optional.of(message);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String ending() {
            return "killed by signal 9";
        }

        @Override
        public void close() {
            die();
        }
    }

    private WorkerPool pool(int slots, java.util.function.BiConsumer<Scripted, Message.Run> onJob) {
        return new WorkerPool(
                slots,
                "cpu",
                log -> {
                    started.incrementAndGet();
                    return new Scripted(onJob, worker -> {});
                });
    }

    @Test
    void oneWorkerRunsAllJobsInOrder() {
        pool(
                        1,
                        (worker, job) -> {
                            worker.say(new Message.Progress(job.id(), 5, 10, 0.5));
                            worker.say(new Message.Progress(job.id(), 6, 10, null));
                            worker.say(new Message.Ended(job.id()));
                        })
                .run(jobs, listener);
        assertThat(started).hasValue(1);
        assertThat(events.subList(0, 5))
                .containsExactly(
                        "started a",
                        "a at 5, nmse 0.5",
                        "a at 6, nmse NaN",
                        "ended a",
                        "started b");
        assertThat(events).hasSize(12).endsWith("ended c");
    }

    @Test
    void startsNoMoreWorkersThanThereAreJobs() {
        pool(8, (worker, job) -> worker.say(new Message.Ended(job.id()))).run(jobs, listener);
        assertThat(started.get()).isLessThanOrEqualTo(3);
        assertThat(events).contains("ended a", "ended b", "ended c");
    }

    @Test
    void replacesAWorkerThatDiesAndBeginsItsJobAnew() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        pool(
                        1,
                        (worker, job) -> {
                            if (calls.incrementAndGet() == 1) {
                                worker.die();
                            } else {
                                worker.say(new Message.Ended(job.id()));
                            }
                        })
                .run(jobs, listener);
        assertThat(started).hasValue(2);
        assertThat(events)
                .containsExactly(
                        "started a",
                        "started a",
                        "ended a",
                        "started b",
                        "ended b",
                        "started c",
                        "ended c");
        assertThat(directory.resolve("a/log.txt"))
                .content()
                .contains("the worker is gone: killed by signal 9");
    }

    @Test
    void givesAJobUpThatKillsItsWorkerTwiceAndGoesOn() {
        pool(
                        1,
                        (worker, job) -> {
                            if (job.id().equals("a")) {
                                worker.die();
                            } else {
                                worker.say(new Message.Ended(job.id()));
                            }
                        })
                .run(jobs, listener);
        assertThat(events)
                .startsWith("started a", "started a", "ended a", "started b")
                .endsWith("ended c");
    }

    @Test
    void stoppingTellsTheWorkersAndBeginsNoOtherJob() {
        WorkerPool[] pool = new WorkerPool[1];
        pool[0] =
                new WorkerPool(
                        1,
                        "cpu",
                        log ->
                                new Scripted(
                                        (worker, job) -> pool[0].stop(),
                                        worker -> worker.say(new Message.Ended("a"))));
        pool[0].run(jobs, listener);
        assertThat(events).containsExactly("started a", "ended a");
    }

    @Test
    void aWorkerThatDoesNotComeUpEndsTheRun() {
        WorkerPool pool =
                new WorkerPool(
                        2,
                        "cpu",
                        log -> {
                            throw new SeqmemException(ErrorCode.ENGINE_UNAVAILABLE, "no engine");
                        });
        assertThatThrownBy(() -> pool.run(jobs, listener))
                .isInstanceOf(SeqmemException.class)
                .hasMessage("no engine");
    }

    @Test
    void aListenerThatFailsEndsTheRunInsteadOfLosingResults() {
        WorkerPool pool = pool(2, (worker, job) -> worker.say(new Message.Ended(job.id())));
        assertThatThrownBy(
                        () ->
                                pool.run(
                                        jobs,
                                        new LaunchListener() {
                                            @Override
                                            public void ended(Job job) {
                                                throw new SeqmemException(
                                                        ErrorCode.STORE_UNAVAILABLE, "disk full");
                                            }
                                        }))
                .hasMessage("disk full");
    }
}
