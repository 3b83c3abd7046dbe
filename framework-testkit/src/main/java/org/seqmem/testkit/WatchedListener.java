// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.WorkTimes;

/** Passes on what it is told, and notes what it is told by two threads at once. */
final class WatchedListener implements LaunchListener {

    private final LaunchListener listener;
    private final AtomicInteger inside = new AtomicInteger();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    WatchedListener(LaunchListener listener) {
        this.listener = listener;
    }

    /** The calls that came while another was under way. */
    List<String> complaints() {
        return complaints;
    }

    private void tell(String what, Runnable call) {
        if (inside.incrementAndGet() > 1) {
            complaints.add(what);
        }
        try {
            call.run();
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void started(Job job, int slot) {
        tell("started", () -> listener.started(job, slot));
    }

    @Override
    public void progressed(Job job, Progress progress) {
        tell("progressed", () -> listener.progressed(job, progress));
    }

    @Override
    public void timed(Job job, WorkTimes times) {
        tell("timed", () -> listener.timed(job, times));
    }

    @Override
    public void cutOff(Job job, int slot, boolean again) {
        tell("cutOff", () -> listener.cutOff(job, slot, again));
    }

    @Override
    public void memory(int slot, long bytes, long bound) {
        tell("memory", () -> listener.memory(slot, bytes, bound));
    }

    @Override
    public void noted(Job job, String sentence) {
        tell("noted", () -> listener.noted(job, sentence));
    }

    @Override
    public void ended(Job job) {
        tell("ended", () -> listener.ended(job));
    }
}
