\set person random(1, :people)
select limits.send_one(:person, 0, :content);
