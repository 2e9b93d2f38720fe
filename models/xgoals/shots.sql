-- Every shot of the matches, in their order: metres from the goal line, metres from the middle of the goal, and whether it went in.
-- Wyscout gives positions in percent of the pitch (105 by 68 metres), attacking towards x = 100; tag 101 marks a goal.
WITH events AS (
  SELECT unnest(list_filter(events, lambda event: event.subEventName = 'Shot')) AS event
  FROM matches
)
SELECT
  event.matchId AS match,
  event.id AS event,
  (100 - event.positions[1].x) * 105 / 100.0::DOUBLE AS x,
  abs(event.positions[1].y - 50) * 68 / 100.0::DOUBLE AS y,
  len(list_filter(event.tags, lambda tag: tag.id = 101)) > 0 AS is_goal
FROM events
