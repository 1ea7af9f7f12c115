// What was recognised and when, newest first, with the measured delay and the sound around it.
// The words of an item are relied upon by checks: `yes at 1.32 s, score 0.93`.

import { ActionIcon, Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { LabelDot } from '../../components/LabelDot';
import classes from './Live.module.css';
import { delayWords, eventWords } from './eventWords';
import type { LiveEvent } from './liveState';

export interface EventLogProps {
  readonly events: readonly LiveEvent[];
  readonly colorOf: (label: string) => string;
  readonly onPlay: (event: LiveEvent) => void;
  readonly onClear: () => void;
}

export function EventLog({ events, colorOf, onPlay, onClear }: EventLogProps) {
  return (
    <section className={classes.log} aria-labelledby="events-heading">
      <div className={classes.logTop}>
        <h2 id="events-heading" className={classes.heading}>
          Events
        </h2>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          disabled={events.length === 0}
          onClick={onClear}
        >
          Clear
        </Button>
      </div>
      {events.length === 0 && <p className={classes.soft}>Every word that is recognised is listed here.</p>}
      <ul className={classes.events} aria-label="Event log">
        {events.map((event) => (
          <EventItem key={event.id} event={event} color={colorOf(event.label)} onPlay={() => onPlay(event)} />
        ))}
      </ul>
    </section>
  );
}

interface EventItemProps {
  readonly event: LiveEvent;
  readonly color: string;
  readonly onPlay: () => void;
}

function EventItem({ event, color, onPlay }: EventItemProps) {
  const words = eventWords(event);
  return (
    <li
      className={classes.event}
      data-label={event.label}
      data-time={event.time}
      data-score={event.score}
      data-delay-ms={event.delayMs ?? undefined}
      data-after-word-ms={event.afterWordMs ?? undefined}
    >
      <LabelDot color={color} size={10} />
      <span className={classes.eventText}>
        <span>{words}</span>
        <span
          className={classes.soft}
          title="Delay: from the arrival of the window's last sample in this page to the event. The end of the word is told by its energy."
        >
          {delayWords(event)}
        </span>
      </span>
      <ActionIcon
        size="sm"
        aria-label={`Play what was heard: ${words}`}
        disabled={event.sound === null}
        onClick={onPlay}
      >
        <IconPlayerPlayFilled size={14} />
      </ActionIcon>
    </li>
  );
}
