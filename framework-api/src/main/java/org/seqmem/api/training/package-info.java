// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** What training is made of: losses, optimisers, schedules. */
@NullMarked
package org.seqmem.api.training;

import org.jspecify.annotations.NullMarked;
