// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialResult;
import org.seqmem.runtime.trial.worker.Message;

class WorkerPoolTest {

    private static final long MEGABYTE = 1 << 20;
    private static final WorkerPool.Limits LIMITS =
            new WorkerPool.Limits(2, Duration.ofSeconds(60), 100 * MEGABYTE);

    @TempDir private Path directory;
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong memory = new AtomicLong();
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
                public void noted(Job job, String sentence) {
                    events.add("noted: " + sentence);
                }

                @Override
                public void ended(Job job) {
                    events.add("ended " + job.id());
                }
            };

    @BeforeEach
    void makeJobs() {
        for (String id : List.of("a", "b", "c")) {
            jobs.add(job(id, Job.Work.TRAIN));
        }
    }

    private Job job(String id, Job.Work work) {
        try {
            Path place = Files.createDirectories(directory.resolve(id));
            return new Job(id, place, List.of("row " + id, "lstm"), work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A worker in this process that answers a job as it is told to. */
    private final class Scripted implements Worker {

        private static final Message GONE = new Message.Stop();

        private final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
        private final Consumer<Scripted> onStop;
        private final BiConsumer<Scripted, Message.Run> onJob;

        Scripted(BiConsumer<Scripted, Message.Run> onJob, Consumer<Scripted> onStop) {
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
        public OptionalLong memory() {
            return OptionalLong.of(memory.get());
        }

        @Override
        public void kill() {
            die();
        }

        @Override
        public void close() {
            die();
        }
    }

    private WorkerPool pool(int slots, BiConsumer<Scripted, Message.Run> onJob) {
        return pool(slots, onJob, worker -> {});
    }

    private WorkerPool pool(
            int slots, BiConsumer<Scripted, Message.Run> onJob, Consumer<Scripted> onStop) {
        return new WorkerPool(
                slots,
                "cpu",
                LIMITS,
                (slot, log) -> {
                    started.incrementAndGet();
                    return new Scripted(onJob, onStop);
                },
                clock::get);
    }

    @Test
    void oneWorkerRunsAllJobsInOrder() {
        pool(
                        1,
                        (worker, job) -> {
                            worker.say(new Message.Progress(job.id(), 5, 10, 0.7, 0.5));
                            worker.say(new Message.Progress(job.id(), 6, 10, null, null));
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
    void handsOnWhatAPersonShouldKnow() {
        pool(
                        1,
                        (worker, job) -> {
                            worker.say(new Message.Note(job.id(), "no GPU: the CPU is used"));
                            worker.say(new Message.Ended(job.id()));
                        })
                .run(jobs.subList(0, 1), listener);
        assertThat(events)
                .containsExactly("started a", "noted: no GPU: the CPU is used", "ended a");
    }

    @Test
    void replacesAWorkerThatDiesAndBeginsItsJobAnew() {
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
                        "noted: trial a (row a | lstm) begins anew: the worker is gone: killed by"
                                + " signal 9",
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
    void givesAJobUpThatKillsItsWorkerTooOftenAndSaysSo() {
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
        assertThat(events).endsWith("started c", "ended c").contains("ended a");
        assertThat(events.stream().filter("started a"::equals)).hasSize(2);
        TrialResult result = ResultFile.read(directory.resolve("a")).orElseThrow();
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).contains("WORKER_DIED");
        assertThat(result.message()).contains("the worker is gone: killed by signal 9 (2 times)");
        assertThat(result.log()).contains("the worker is gone: killed by signal 9");
    }

    @Test
    void attemptsThatBringANewerCheckpointAreNotCounted() {
        AtomicInteger calls = new AtomicInteger();
        pool(
                        1,
                        (worker, job) -> {
                            int call = calls.incrementAndGet();
                            if (call == 6) {
                                worker.say(new Message.Ended(job.id()));
                            } else {
                                checkpoint(job, call);
                                worker.die();
                            }
                        })
                .run(jobs.subList(0, 1), listener);
        assertThat(calls).hasValue(6);
        assertThat(ResultFile.read(directory.resolve("a"))).isEmpty();
        assertThat(events).anyMatch(event -> event.contains("(row a | lstm) goes on from step 5:"));
    }

    @Test
    void anOldCheckpointDoesNotPassForProgress() {
        AtomicInteger calls = new AtomicInteger();
        pool(
                        1,
                        (worker, job) -> {
                            calls.incrementAndGet();
                            checkpoint(job, 7);
                            worker.die();
                        })
                .run(jobs.subList(0, 1), listener);
        assertThat(calls).hasValue(3); // the first brought the checkpoint
    }

    /** The little of a checkpoint that tells how far it is: a safetensors file without arrays. */
    private static void checkpoint(Message.Run job, int step) {
        byte[] header =
                ("{\"__metadata__\":{\"step\":\"" + step + "\"}}")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[Long.BYTES + header.length];
        file[0] = (byte) header.length;
        System.arraycopy(header, 0, file, Long.BYTES, header.length);
        Path place = Path.of(job.directory()).resolve(TrialDirectory.CHECKPOINT);
        try {
            Files.createDirectories(place.getParent());
            Files.write(place, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theResultCountsEvenIfItsWorkerDiesBeforeItCanTell() {
        pool(
                        1,
                        (worker, job) -> {
                            leave(job, failure(job, ErrorCode.PLUGIN_FAILED));
                            worker.die();
                        })
                .run(jobs.subList(0, 1), listener);
        assertThat(events).containsExactly("started a", "ended a");
        assertThat(ResultFile.read(directory.resolve("a")).orElseThrow().message())
                .contains("its own words");
    }

    @Test
    void triesAgainWhereMemoryRanOutAndKeepsThatResultAtLast() {
        AtomicInteger calls = new AtomicInteger();
        pool(
                        1,
                        (worker, job) -> {
                            calls.incrementAndGet();
                            leave(job, failure(job, ErrorCode.OUT_OF_MEMORY));
                            worker.say(new Message.Ended(job.id()));
                        })
                .run(jobs.subList(0, 1), listener);
        assertThat(calls).hasValue(2);
        assertThat(started).hasValue(2); // with the memory of a new process
        TrialResult result = ResultFile.read(directory.resolve("a")).orElseThrow();
        assertThat(result.code()).contains("OUT_OF_MEMORY");
        assertThat(result.message()).contains("its own words (2 times)");
    }

    @Test
    void doesNotTryAgainWhatWillFailAgain() {
        AtomicInteger calls = new AtomicInteger();
        pool(
                        1,
                        (worker, job) -> {
                            calls.incrementAndGet();
                            leave(job, failure(job, ErrorCode.PLUGIN_CONTRACT));
                            worker.say(new Message.Ended(job.id()));
                        })
                .run(jobs.subList(0, 1), listener);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aWorkerThatASignalToldToLeaveIsReplacedAndItsJobGoesOn() {
        AtomicInteger calls = new AtomicInteger();
        pool(
                        1,
                        (worker, job) -> {
                            if (calls.incrementAndGet() == 1) {
                                leave(job, TrialResult.stopped(job.id(), "f1", "cpu"));
                                worker.say(new Message.Ended(job.id()));
                                worker.die();
                            } else {
                                leave(job, failure(job, ErrorCode.PLUGIN_FAILED));
                                worker.say(new Message.Ended(job.id()));
                            }
                        })
                .run(jobs.subList(0, 1), listener);
        assertThat(calls).hasValue(2);
        assertThat(started).hasValue(2);
        assertThat(events).last().isEqualTo("ended a");
    }

    private static TrialResult failure(Message.Run job, ErrorCode code) {
        return TrialResult.failed(job.id(), "f1", "cpu", code, "its own words", List.of());
    }

    private static void leave(Message.Run job, TrialResult result) {
        ResultFile.write(Path.of(job.directory()), result);
    }

    @Test
    void endsAWorkerThatGivesNoSignOfLifeAndTriesOnlyOnce() {
        WorkerPool[] pool = new WorkerPool[1];
        pool[0] =
                pool(
                        1,
                        (worker, job) -> {
                            worker.say(new Message.Alive(job.id(), 3));
                            clock.addAndGet(Duration.ofSeconds(61).toNanos());
                            pool[0].look(listener);
                        });
        pool[0].run(jobs.subList(0, 1), listener);
        assertThat(started).hasValue(1);
        TrialResult result = ResultFile.read(directory.resolve("a")).orElseThrow();
        assertThat(result.code()).contains("STALLED");
        assertThat(result.message())
                .contains("the worker gave no sign of life for 60 s (stall-timeout)");
    }

    @Test
    void doesNotEndAWorkerThatIsSlowButAlive() {
        WorkerPool[] pool = new WorkerPool[1];
        AtomicInteger asked = new AtomicInteger();
        LaunchListener slow =
                new LaunchListener() {
                    @Override
                    public void progressed(Job job, Progress progress) {
                        clock.addAndGet(Duration.ofSeconds(59).toNanos());
                        pool[0].look(listener);
                        asked.incrementAndGet();
                    }
                };
        pool[0] =
                pool(
                        1,
                        (worker, job) -> {
                            for (int step = 1; step <= 5; step++) {
                                worker.say(new Message.Progress(job.id(), step, 5, null, null));
                                worker.say(new Message.Alive(job.id(), step));
                            }
                            worker.say(new Message.Ended(job.id()));
                        });
        pool[0].run(jobs.subList(0, 1), slow);
        assertThat(asked).hasValue(5);
        assertThat(ResultFile.read(directory.resolve("a"))).isEmpty();
    }

    @Test
    void endsAWorkerThatTakesTooMuchMemory() {
        memory.set(120 * MEGABYTE);
        WorkerPool[] pool = new WorkerPool[1];
        pool[0] = pool(1, (worker, job) -> pool[0].look(listener));
        pool[0].run(jobs.subList(0, 1), listener);
        assertThat(started).hasValue(2);
        TrialResult result = ResultFile.read(directory.resolve("a")).orElseThrow();
        assertThat(result.code()).contains("OUT_OF_MEMORY");
        assertThat(result.message())
                .contains(
                        "the worker took 120 MB of memory, more than its max-memory, 100 MB (2"
                                + " times)");
    }

    @Test
    void replacesAWorkerThatAJobHasMadeLarge() {
        pool(
                        1,
                        (worker, job) -> {
                            memory.set((job.id().equals("a") ? 60 : 40) * MEGABYTE);
                            worker.say(new Message.Ended(job.id()));
                        })
                .run(jobs, listener);
        assertThat(started).hasValue(2);
        assertThat(events).hasSize(6);
    }

    @Test
    void whatCannotBeMeasuredIsNotedAndTakesNothingFromTheTrial() {
        Job measure = job("m", Job.Work.MEASURE);
        TrialResult before =
                new TrialResult(
                        "m",
                        "f1",
                        Outcome.COMPLETED,
                        Optional.empty(),
                        Optional.empty(),
                        10,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        5,
                        "cpu",
                        java.util.Map.of("nmse", 0.5),
                        java.util.Map.of(),
                        java.util.Map.of(),
                        List.of());
        ResultFile.write(measure.directory(), before);
        pool(1, (worker, job) -> worker.die()).run(List.of(measure), listener);
        assertThat(events)
                .endsWith(
                        "noted: trial m could not be measured: the worker is gone: killed by"
                                + " signal 9 (2 times)",
                        "ended m");
        assertThat(ResultFile.read(measure.directory()).orElseThrow().metrics())
                .containsEntry("nmse", 0.5);
    }

    @Test
    void aJobThatCannotBeDoneHereEndsTheRun() {
        WorkerPool pool =
                pool(
                        2,
                        (worker, job) ->
                                worker.say(
                                        new Message.Refused(
                                                job.id(),
                                                ErrorCode.DIRECTORY_UNWRITABLE,
                                                "no space left on device")),
                        worker -> worker.say(new Message.Ended("b")));
        assertThatThrownBy(() -> pool.run(jobs, listener))
                .isInstanceOf(SeqmemException.class)
                .hasMessage("no space left on device");
    }

    @Test
    void stoppingTellsTheWorkersAndBeginsNoOtherJob() {
        WorkerPool[] pool = new WorkerPool[1];
        pool[0] =
                pool(
                        1,
                        (worker, job) -> pool[0].stop(),
                        worker -> worker.say(new Message.Ended("a")));
        pool[0].run(jobs, listener);
        assertThat(events).containsExactly("started a", "ended a");
    }

    @Test
    void aWorkerThatDiesWhileTheRunIsStoppedLeavesAStoppedTrial() {
        WorkerPool[] pool = new WorkerPool[1];
        pool[0] = pool(1, (worker, job) -> pool[0].stop(), Scripted::die);
        pool[0].run(jobs, listener);
        assertThat(events).containsExactly("started a", "ended a");
        assertThat(ResultFile.read(directory.resolve("a")).orElseThrow().outcome())
                .isEqualTo(Outcome.STOPPED);
    }

    @Test
    void aWorkerThatDoesNotComeUpEndsTheRun() {
        WorkerPool pool =
                new WorkerPool(
                        2,
                        "cpu",
                        LIMITS,
                        (slot, log) -> {
                            throw new SeqmemException(ErrorCode.ENGINE_UNAVAILABLE, "no engine");
                        },
                        clock::get);
        assertThatThrownBy(() -> pool.run(jobs, listener))
                .isInstanceOf(SeqmemException.class)
                .hasMessage("no engine");
    }

    @Test
    void aWorkerThatIsKilledWhileItStartsIsStartedAgain() {
        WorkerPool pool =
                new WorkerPool(
                        1,
                        "cpu",
                        LIMITS,
                        (slot, log) -> {
                            if (started.incrementAndGet() == 1) {
                                throw new SeqmemException(
                                        ErrorCode.ENGINE_UNAVAILABLE, "killed by signal 9");
                            }
                            return new Scripted(
                                    (worker, job) -> worker.say(new Message.Ended(job.id())),
                                    worker -> {});
                        },
                        clock::get);
        pool.run(jobs, listener);
        assertThat(events).hasSize(8).endsWith("ended c");
        assertThat(started).hasValue(2);
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
